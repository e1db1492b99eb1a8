"""What every gated evaluation shares: labelled data, scores, pinned floors, the command that shows and pins them."""
