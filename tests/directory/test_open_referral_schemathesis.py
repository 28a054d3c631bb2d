"""The feed answers whatever may be asked of it as its own OpenAPI document says."""

from django.core.wsgi import get_wsgi_application

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from openapi_spec_validator import validate
from schemathesis.checks import positive_data_acceptance

MANY_KINDS = {"who_for": ["send"], "languages_spoken": ["en"], "cost_pence": 250, "age_from_months": 6}

schema = schemathesis.openapi.from_wsgi("/open-referral/openapi.json", get_wsgi_application())


@pytest.fixture
def one_of_each(directory):
    directory.listing(categories=[directory.category()], **MANY_KINDS)


def test_the_document_is_valid():
    validate(schema.raw_schema)


@schema.parametrize()
@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_is_answered_as_the_document_says(case, one_of_each):
    # A schema cannot say which postcodes there are, or that a distance needs one.
    places = {"postcode", "proximity"} & set(case.query or ())
    case.call_and_validate(excluded_checks=[positive_data_acceptance] if places else [])
