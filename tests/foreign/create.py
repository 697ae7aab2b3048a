"""Creates user statuses in the emulator with Microsoft's SDK for Python, one by one and in a batch."""

import asyncio
import sys
from datetime import datetime, timezone
from importlib.metadata import version

from kiota_abstractions.authentication import AccessTokenProvider, AllowedHostsValidator
from kiota_abstractions.authentication import BaseBearerTokenAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.compliance_status import ComplianceStatus
from msgraph.generated.models.device_configuration_user_status import DeviceConfigurationUserStatus
from msgraph_core.requests.batch_request_builder import BatchRequestBuilder
from msgraph_core.requests.batch_request_content import BatchRequestContent
from msgraph_core.requests.batch_request_item import BatchRequestItem


class AnyToken(AccessTokenProvider):
    """The emulator takes any token. kiota's own provider refuses http, which loopback has."""

    async def get_authorization_token(self, uri, additional_authentication_context={}):
        return "any"

    def get_allowed_hosts_validator(self):
        return AllowedHostsValidator(["127.0.0.1"])


def status(name: str) -> DeviceConfigurationUserStatus:
    entity = DeviceConfigurationUserStatus()
    entity.user_display_name = name
    entity.devices_count = 12
    entity.status = ComplianceStatus.NotApplicable
    entity.last_reported_date_time = datetime(2026, 1, 31, 12, 0, 0, tzinfo=timezone.utc)
    entity.user_principal_name = f"{name.lower()}@contoso.com"
    return entity


async def main(url: str) -> None:
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(AnyToken()))
    adapter.base_url = f"{url}/v1.0"
    graph = GraphServiceClient(request_adapter=adapter)
    statuses = graph.device_management.device_configurations.by_device_configuration_id("7").user_statuses

    created = await statuses.post(status("Ada"))
    assert created.id and created.status == ComplianceStatus.NotApplicable
    print(f"msgraph-sdk {version('msgraph-sdk')}: created {created.id}")
    read = await statuses.by_device_configuration_user_status_id(created.id).get()
    assert read.id == created.id and read.user_display_name == "Ada"

    items = [BatchRequestItem(statuses.to_post_request_information(status(name))) for name in ("Bob", "Eve")]
    for item in items:
        item.headers = {"Content-Type": "application/json"}
    content = BatchRequestContent({item.id: item for item in items})
    answers = await BatchRequestBuilder(adapter).post(content)
    for item in items:
        answer = answers.get_response_by_id(item.id)
        assert answer.status == 201, answer.status
        # These versions lose a body that is a JSON object, Graph's as well as the emulator's:
        # https://github.com/microsoft/kiota-python/issues/737
        id = answer.headers["Location"].rpartition("/")[2]
        print(f"msgraph-sdk {version('msgraph-sdk')}: created {id} in a batch")

    listed = await statuses.get()
    assert [entity.user_display_name for entity in listed.value] == ["Ada", "Bob", "Eve"], listed.value


asyncio.run(main(sys.argv[1]))
