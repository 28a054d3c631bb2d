from django import template

from portal.cms_scripts import signed

register = template.Library()
register.filter("signed", signed)
