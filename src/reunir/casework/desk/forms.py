"""How forms are drawn: Django's fields in the design system's classes."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "desk/form.html"
    field_template_name = "desk/field.html"
