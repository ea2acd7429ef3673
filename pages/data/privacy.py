"""Privacy: what others see of a firm, and which personal data there is, for how long."""

from symbio import ui
from symbio.ui import privacy_page

ui.page("privacy")
privacy_page.say_answer()
privacy_page.show_levels()
privacy_page.show_fields()
if ui.viewer().sees_all:
    privacy_page.ask_request(ui.store())
