"""The housing fund service of the headend by itself, with the real sandbox behind it: for contracts and journeys."""

import person_service
from person_service import CONTRADICTIONS, MAN, PERSONS, RESIDENT, SCHEMAS, STRANGER, WOMAN  # noqa: F401


class Service(person_service.Service):
    def __init__(self, folder, url, **attributes):
        super().__init__("housing-fund", folder, url, **attributes)

    def ask(self, person):  # pylint: disable=arguments-differ
        return super().ask(person, "HousingFund")


class Place(person_service.Place):
    def __init__(self, **attributes):
        super().__init__("housing-fund", Service, **attributes)

    def told(self, number):
        """What the sandbox says of an account."""
        return next(sample for sample in self.sandbox.ask("/sandbox/samples/housing-fund") if sample["GRZH"].endswith(number))
