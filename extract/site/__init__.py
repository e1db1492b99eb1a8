"""What the pages of one site share: profiles of pages, learning from them, and the template they give."""
