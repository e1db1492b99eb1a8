"""The change report: what an archive saw change, as one value and in four renderings."""

from diff.report.csv_form import render_csv
from diff.report.gather import gather
from diff.report.html import render_html
from diff.report.json_form import render_json
from diff.report.markdown import render_markdown
from diff.report.values import Report

__all__ = ["Report", "gather", "render_csv", "render_html", "render_json", "render_markdown"]
