"""Does with python3-sushy what Ironic's redfish drivers do, on behalf of a test.

A line of JSON on standard input is one call: {"call": name, "args": {...}}; the
answer is a line too: {"value": ...} or {"error": {"type", "message", "status"}}.
"""

import json
import sys
import time

import sushy
from sushy import auth
from sushy.resources.manager.constants import VirtualMediaType

TARGETS = {target.value: target for target in sushy.BootSource}
ENABLED = {enabled.value: enabled for enabled in sushy.BootSourceOverrideEnabled}
MODES = {mode.value: mode for mode in sushy.BootSourceOverrideMode}
RESETS = {reset.value: reset for reset in sushy.ResetType}


def connect(url, user, password, method):
    kinds = {'basic': auth.BasicAuth, 'session': auth.SessionAuth, 'auto': auth.SessionOrBasicAuth}
    return sushy.Sushy(url, auth=kinds[method](user, password), verify=False)


class Calls:
    def __init__(self, url, user, password, method='auto'):
        self.root = connect(url, user, password, method)

    def _system(self, system):
        # Ironic caches neither: each step begins with a fresh read.
        return self.root.get_system('/redfish/v1/Systems/' + system)

    def _drives(self, system):
        # Ironic 21.4 (redfish/boot.py) looks for virtual media with the managers.
        for manager in self._system(system).managers:
            yield from manager.virtual_media.get_members()

    def systems(self):
        return [system.path for system in self.root.get_system_collection().get_members()]

    def system(self, system):
        found = self._system(system)
        boot = found.boot
        return {
            'uuid': found.uuid,
            'name': found.name,
            'power': found.power_state and found.power_state.value,
            'target': boot.target and boot.target.value,
            'enabled': boot.enabled and boot.enabled.value,
            'mode': boot.mode and boot.mode.value,
            'targets': boot.allowed_values,
            'resets': sorted(value.value for value in found.get_allowed_reset_system_values()),
            'memoryGiB': found.memory_summary and found.memory_summary.size_gib,
            'macs': sorted(found.ethernet_interfaces.summary),
        }

    def set_power(self, system, reset, until=None, limit=60):
        found = self._system(system)
        found.reset_system(RESETS[reset])
        end = time.monotonic() + limit
        while until is not None:
            found.refresh(force=True)
            if found.power_state and found.power_state.value == until:
                return until
            if time.monotonic() > end:
                raise TimeoutError('%s did not come: %s' % (until, found.power_state))
            time.sleep(0.2)

    def set_boot(self, system, target, enabled, mode=None):
        found = self._system(system)
        wanted = ENABLED[enabled]
        # Ironic leaves Enabled out of the PATCH where it reads as wanted already.
        found.set_system_boot_options(
            TARGETS[target],
            enabled=None if found.boot.enabled == wanted else wanted,
            mode=None if mode is None else MODES[mode])

    def media(self, system):
        return [{
            'id': drive.identity,
            'path': drive.path,
            'types': [kind.value for kind in drive.media_types],
            'inserted': drive.inserted,
            'image': drive.image,
        } for drive in self._drives(system)]

    def insert(self, system, image, kind='CD', **options):
        for drive in self._drives(system):
            if VirtualMediaType(kind) not in drive.media_types:
                continue
            if drive.inserted:
                if drive.image == image:
                    return drive.path
                continue
            drive.insert_media(image, inserted=True, write_protected=True, **options)
            drive.refresh(force=True)
            if not drive.inserted:
                raise AssertionError('%s says it is empty after the insert' % drive.path)
            return drive.path
        raise LookupError('no free drive for %s' % kind)

    def eject(self, system, kind='CD'):
        ejected = []
        for drive in self._drives(system):
            if VirtualMediaType(kind) in drive.media_types and drive.inserted:
                drive.eject_media()
                ejected.append(drive.path)
        return ejected

    @staticmethod
    def _apply_time(collection):
        support = collection.operation_apply_time_support
        values = (support and support.mapped_supported_values) or []
        for wanted in (sushy.APPLY_TIME_IMMEDIATE, sushy.APPLY_TIME_ON_RESET):
            if wanted in values:
                return wanted
        return None

    def volumes(self, system):
        return [{
            'path': volume.path,
            'size': volume.capacity_bytes,
            'raid': volume.raid_type and volume.raid_type.value,
        } for storage in self._system(system).storage.get_members() for volume in storage.volumes.get_members()]

    def create_volume(self, system, drive, size):
        # Ironic's RAID interface makes a volume on drives that it names (redfish/raid.py).
        for storage in self._system(system).storage.get_members():
            paths = {each.identity: each.path for each in storage.drives}
            if drive not in paths:
                continue
            payload = {
                'Encrypted': False, 'VolumeType': 'NonRedundant', 'RAIDType': 'RAID0', 'CapacityBytes': size,
                'Links': {'Drives': [{'@odata.id': paths[drive]}]},
            }
            collection = storage.volumes
            return collection.create(payload, apply_time=self._apply_time(collection)).path
        raise LookupError('no drive %s' % drive)

    def delete_volumes(self, system):
        deleted = []
        for storage in self._system(system).storage.get_members():
            collection = storage.volumes
            for volume in collection.get_members():
                if volume.raid_type or volume.volume_type not in (None, sushy.VOLUME_TYPE_RAW_DEVICE):
                    volume.delete(apply_time=self._apply_time(collection))
                    deleted.append(volume.path)
        return deleted


def main():
    calls = Calls(**json.loads(sys.stdin.readline()))
    print(json.dumps({'value': 'ready'}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {'value': getattr(calls, request['call'])(**request['args'])}
        except Exception as error:  # pylint: disable=broad-except  # the test judges
            answer = {'error': {
                'type': type(error).__name__,
                'message': str(error),
                'status': getattr(error, 'status_code', None),
            }}
        print(json.dumps(answer), flush=True)


main()
