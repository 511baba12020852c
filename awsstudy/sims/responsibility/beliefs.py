"""What learners believe of who manages what, as patches of the matrix."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.kernel import Simulation
from awsstudy.sims.responsibility.matrix import (
    OF_THE_CLOUD,
    OF_THE_CUSTOMER,
    UPKEEP,
    Duty,
    Owner,
    Service,
)
from awsstudy.sims.responsibility.walk import ServiceModels
from awsstudy.sims.responsibility.world import ResponsibilityParams


class ProviderDoesItAll(ServiceModels):
    """In the cloud everything is the provider's."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The provider's, except at home."""
        return super().owner(service, duty) if service == "own" else "provider"


class YouDoItAll(ServiceModels):
    """Whatever the service, everything stays with the customer."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The customer's."""
        return "you"


class VendorDoesIt(ServiceModels):
    """The maker of the software takes care of it."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The maker's."""
        return "vendor"


class AllIsShared(ServiceModels):
    """Shared responsibility means that both do everything."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """Both."""
        return "shared"


class DataIsTheProviders(ServiceModels):
    """Who stores and encrypts the data is responsible for it."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The provider's, data and access included."""
        inside = service != "own" and duty in OF_THE_CUSTOMER
        return "provider" if inside else super().owner(service, duty)


class HardwareStays(ServiceModels):
    """Hardware, power and virtualisation remain the customer's."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The customer's at the bottom, too."""
        return "you" if duty in OF_THE_CLOUD else super().owner(service, duty)


class UpkeepStays(ServiceModels):
    """Patches and backups remain the customer's on a managed service."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The customer's."""
        return "you" if duty in UPKEEP else super().owner(service, duty)


class PatchesComeAlong(ServiceModels):
    """On a rented server the patches come by themselves."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The provider's, except at home."""
        carried = service != "own" and duty in UPKEEP
        return "provider" if carried else super().owner(service, duty)


class CodeIsManaged(ServiceModels):
    """A managed service takes care of the application and its access, too."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The provider's, except at home and on a plain server."""
        taken = service not in {"own", "ec2"} and duty in {"code", "network", "access"}
        return "provider" if taken else super().owner(service, duty)


class IaasPaasSwapped(ServiceModels):
    """On IaaS one only brings code, on PaaS one runs the operating system."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """Rented servers behave as a platform, and the other way round."""
        swapped: dict[Service, Service] = {"ec2": "lambda", "lambda": "ec2", "beanstalk": "ec2"}
        other = swapped.get(service, service)
        return super().owner(other if self.has(other, duty) else service, duty)


class ServerlessLeavesNothing(ServiceModels):
    """Where there is no server to be seen, nothing is left to do."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The provider's."""
        serverless = service in {"lambda", "dynamodb", "s3", "saas"}
        return "provider" if serverless else super().owner(service, duty)


class ServersLikeAtHome(ServiceModels):
    """A rented server is like one at home, hardware included."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The customer's down to the floor."""
        rented = service == "ec2" and duty in OF_THE_CLOUD
        return "you" if rented else super().owner(service, duty)


class HardwareOfServers(ServiceModels):
    """Wherever there is an instance, its hardware is the customer's."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The customer's, except on serverless services."""
        instance = service in {"ec2", "beanstalk", "rds"} and duty in OF_THE_CLOUD
        return "you" if instance else super().owner(service, duty)


class DatabaseLikeOnServer(ServiceModels):
    """A managed database has to be patched as one on a server."""

    def owner(self, service: Service, duty: Duty) -> Owner:
        """The customer's."""
        kept = service == "rds" and duty in UPKEEP
        return "you" if kept else super().owner(service, duty)


class UpsideDown(ServiceModels):
    """The higher in the stack, the more is left to the customer."""

    def ranking(self) -> tuple[Service, ...]:
        """The other way round."""
        return tuple(reversed(super().ranking()))


class FirstTwoSwapped(ServiceModels):
    """A platform leaves more control than a rented server."""

    def ranking(self) -> tuple[Service, ...]:
        """The first two change places."""
        order = super().ranking()
        return (*order[1::-1], *order[2:])


class LastTwoSwapped(ServiceModels):
    """Finished software leaves more control than a platform."""

    def ranking(self) -> tuple[Service, ...]:
        """The last two change places."""
        order = super().ranking()
        return (*order[:-2], *order[:-3:-1])


BELIEFS: Mapping[str, type[Simulation[ResponsibilityParams]]] = {
    "provider-does-it-all": ProviderDoesItAll,
    "you-do-it-all": YouDoItAll,
    "vendor-does-it": VendorDoesIt,
    "all-is-shared": AllIsShared,
    "data-is-the-providers": DataIsTheProviders,
    "hardware-stays": HardwareStays,
    "upkeep-stays": UpkeepStays,
    "patches-come-along": PatchesComeAlong,
    "code-is-managed": CodeIsManaged,
    "iaas-paas-swapped": IaasPaasSwapped,
    "serverless-leaves-nothing": ServerlessLeavesNothing,
    "servers-like-at-home": ServersLikeAtHome,
    "hardware-of-servers": HardwareOfServers,
    "database-like-on-server": DatabaseLikeOnServer,
    "upside-down": UpsideDown,
    "first-two-swapped": FirstTwoSwapped,
    "last-two-swapped": LastTwoSwapped,
}
