// Written by scripts/generate-libvirt-protocol.ts from libvirt's protocol definitions. Do not edit.
import { array, chars, double, fixedChars, fixedOpaque, hyper, int, nothing, oneOf, opaque, optional, string, struct, uhyper, uint, union } from '../xdr/codec.js';
import { procedure as p } from './procedure.js';

const remote_nonnull_string = string(4194304);
const remote_string = optional(remote_nonnull_string);
const remote_uuid = fixedOpaque(16);
export const remote_nonnull_domain = struct({ name: remote_nonnull_string, uuid: remote_uuid, id: int });
export const remote_nonnull_network = struct({ name: remote_nonnull_string, uuid: remote_uuid });
const remote_nonnull_network_port = struct({ net: remote_nonnull_network, uuid: remote_uuid });
const remote_nonnull_nwfilter = struct({ name: remote_nonnull_string, uuid: remote_uuid });
const remote_nonnull_nwfilter_binding = struct({ portdev: remote_nonnull_string, filtername: remote_nonnull_string });
const remote_nonnull_interface = struct({ name: remote_nonnull_string, mac: remote_nonnull_string });
const remote_nonnull_storage_pool = struct({ name: remote_nonnull_string, uuid: remote_uuid });
const remote_nonnull_storage_vol = struct({ pool: remote_nonnull_string, name: remote_nonnull_string, key: remote_nonnull_string });
const remote_nonnull_node_device = struct({ name: remote_nonnull_string });
const remote_nonnull_secret = struct({ uuid: remote_uuid, usageType: int, usageID: remote_nonnull_string });
const remote_nonnull_domain_checkpoint = struct({ name: remote_nonnull_string, dom: remote_nonnull_domain });
const remote_nonnull_domain_snapshot = struct({ name: remote_nonnull_string, dom: remote_nonnull_domain });
const remote_domain = optional(remote_nonnull_domain);
const remote_network = optional(remote_nonnull_network);
const remote_storage_pool = optional(remote_nonnull_storage_pool);
const remote_node_device = optional(remote_nonnull_node_device);
const remote_secret = optional(remote_nonnull_secret);
export const remote_error = struct({ code: int, domain: int, message: remote_string, level: int, dom: remote_domain, str1: remote_string, str2: remote_string, str3: remote_string, int1: int, int2: int, net: remote_network });
const remote_auth_type = oneOf(0, 1, 2);
const remote_vcpu_info = struct({ number: uint, state: int, cpu_time: uhyper, cpu: int });
const remote_typed_param_value = union({ 1: int, 2: uint, 3: hyper, 4: uhyper, 5: double, 6: int, 7: remote_nonnull_string });
export const remote_typed_param = struct({ field: remote_nonnull_string, value: remote_typed_param_value });
const remote_node_get_cpu_stats = struct({ field: remote_nonnull_string, value: uhyper });
const remote_node_get_memory_stats = struct({ field: remote_nonnull_string, value: uhyper });
const remote_domain_disk_error = struct({ disk: remote_nonnull_string, error: int });
const remote_connect_open_args = struct({ name: remote_string, flags: uint });
const remote_connect_supports_feature_args = struct({ feature: int });
const remote_connect_supports_feature_ret = struct({ supported: int });
const remote_connect_get_type_ret = struct({ type: remote_nonnull_string });
const remote_connect_get_version_ret = struct({ hv_ver: uhyper });
const remote_connect_get_lib_version_ret = struct({ lib_ver: uhyper });
const remote_connect_get_hostname_ret = struct({ hostname: remote_nonnull_string });
const remote_connect_get_sysinfo_args = struct({ flags: uint });
const remote_connect_get_sysinfo_ret = struct({ sysinfo: remote_nonnull_string });
const remote_connect_get_uri_ret = struct({ uri: remote_nonnull_string });
const remote_connect_get_max_vcpus_args = struct({ type: remote_string });
const remote_connect_get_max_vcpus_ret = struct({ max_vcpus: int });
const remote_node_get_info_ret = struct({ model: fixedChars(32), memory: uhyper, cpus: int, mhz: int, nodes: int, sockets: int, cores: int, threads: int });
const remote_connect_get_capabilities_ret = struct({ capabilities: remote_nonnull_string });
const remote_connect_get_domain_capabilities_args = struct({ emulatorbin: remote_string, arch: remote_string, machine: remote_string, virttype: remote_string, flags: uint });
const remote_connect_get_domain_capabilities_ret = struct({ capabilities: remote_nonnull_string });
const remote_node_get_cpu_stats_args = struct({ cpuNum: int, nparams: int, flags: uint });
const remote_node_get_cpu_stats_ret = struct({ params: array(remote_node_get_cpu_stats, 16), nparams: int });
const remote_node_get_memory_stats_args = struct({ nparams: int, cellNum: int, flags: uint });
const remote_node_get_memory_stats_ret = struct({ params: array(remote_node_get_memory_stats, 16), nparams: int });
const remote_node_get_cells_free_memory_args = struct({ startCell: int, maxcells: int });
const remote_node_get_cells_free_memory_ret = struct({ cells: array(uhyper, 1024) });
const remote_node_get_free_memory_ret = struct({ freeMem: uhyper });
const remote_domain_get_scheduler_type_args = struct({ dom: remote_nonnull_domain });
const remote_domain_get_scheduler_type_ret = struct({ type: remote_nonnull_string, nparams: int });
const remote_domain_get_scheduler_parameters_args = struct({ dom: remote_nonnull_domain, nparams: int });
const remote_domain_get_scheduler_parameters_ret = struct({ params: array(remote_typed_param, 16) });
const remote_domain_get_scheduler_parameters_flags_args = struct({ dom: remote_nonnull_domain, nparams: int, flags: uint });
const remote_domain_get_scheduler_parameters_flags_ret = struct({ params: array(remote_typed_param, 16) });
const remote_domain_set_scheduler_parameters_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 16) });
const remote_domain_set_scheduler_parameters_flags_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 16), flags: uint });
const remote_domain_set_blkio_parameters_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 16), flags: uint });
const remote_domain_get_blkio_parameters_args = struct({ dom: remote_nonnull_domain, nparams: int, flags: uint });
const remote_domain_get_blkio_parameters_ret = struct({ params: array(remote_typed_param, 16), nparams: int });
const remote_domain_set_memory_parameters_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 16), flags: uint });
const remote_domain_get_memory_parameters_args = struct({ dom: remote_nonnull_domain, nparams: int, flags: uint });
const remote_domain_get_memory_parameters_ret = struct({ params: array(remote_typed_param, 16), nparams: int });
const remote_domain_block_resize_args = struct({ dom: remote_nonnull_domain, disk: remote_nonnull_string, size: uhyper, flags: uint });
const remote_domain_set_numa_parameters_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 16), flags: uint });
const remote_domain_get_numa_parameters_args = struct({ dom: remote_nonnull_domain, nparams: int, flags: uint });
const remote_domain_get_numa_parameters_ret = struct({ params: array(remote_typed_param, 16), nparams: int });
const remote_domain_set_perf_events_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 64), flags: uint });
const remote_domain_get_perf_events_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_perf_events_ret = struct({ params: array(remote_typed_param, 64) });
const remote_domain_block_stats_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string });
const remote_domain_block_stats_ret = struct({ rd_req: hyper, rd_bytes: hyper, wr_req: hyper, wr_bytes: hyper, errs: hyper });
const remote_domain_block_stats_flags_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, nparams: int, flags: uint });
const remote_domain_block_stats_flags_ret = struct({ params: array(remote_typed_param, 16), nparams: int });
const remote_domain_interface_stats_args = struct({ dom: remote_nonnull_domain, device: remote_nonnull_string });
const remote_domain_interface_stats_ret = struct({ rx_bytes: hyper, rx_packets: hyper, rx_errs: hyper, rx_drop: hyper, tx_bytes: hyper, tx_packets: hyper, tx_errs: hyper, tx_drop: hyper });
const remote_domain_set_interface_parameters_args = struct({ dom: remote_nonnull_domain, device: remote_nonnull_string, params: array(remote_typed_param, 16), flags: uint });
const remote_domain_get_interface_parameters_args = struct({ dom: remote_nonnull_domain, device: remote_nonnull_string, nparams: int, flags: uint });
const remote_domain_get_interface_parameters_ret = struct({ params: array(remote_typed_param, 16), nparams: int });
const remote_domain_memory_stats_args = struct({ dom: remote_nonnull_domain, maxStats: uint, flags: uint });
const remote_domain_memory_stat = struct({ tag: int, val: uhyper });
const remote_domain_memory_stats_ret = struct({ stats: array(remote_domain_memory_stat, 1024) });
const remote_domain_block_peek_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, offset: uhyper, size: uint, flags: uint });
const remote_domain_block_peek_ret = struct({ buffer: opaque(4194304) });
const remote_domain_memory_peek_args = struct({ dom: remote_nonnull_domain, offset: uhyper, size: uint, flags: uint });
const remote_domain_memory_peek_ret = struct({ buffer: opaque(4194304) });
const remote_domain_get_block_info_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, flags: uint });
const remote_domain_get_block_info_ret = struct({ allocation: uhyper, capacity: uhyper, physical: uhyper });
const remote_connect_list_domains_args = struct({ maxids: int });
const remote_connect_list_domains_ret = struct({ ids: array(int, 16384) });
const remote_connect_num_of_domains_ret = struct({ num: int });
const remote_domain_create_xml_args = struct({ xml_desc: remote_nonnull_string, flags: uint });
const remote_domain_create_xml_ret = struct({ dom: remote_nonnull_domain });
const remote_domain_create_xml_with_files_args = struct({ xml_desc: remote_nonnull_string, flags: uint });
const remote_domain_create_xml_with_files_ret = struct({ dom: remote_nonnull_domain });
const remote_domain_lookup_by_id_args = struct({ id: int });
const remote_domain_lookup_by_id_ret = struct({ dom: remote_nonnull_domain });
const remote_domain_lookup_by_uuid_args = struct({ uuid: remote_uuid });
const remote_domain_lookup_by_uuid_ret = struct({ dom: remote_nonnull_domain });
const remote_domain_lookup_by_name_args = struct({ name: remote_nonnull_string });
const remote_domain_lookup_by_name_ret = struct({ dom: remote_nonnull_domain });
const remote_domain_suspend_args = struct({ dom: remote_nonnull_domain });
const remote_domain_resume_args = struct({ dom: remote_nonnull_domain });
const remote_domain_pm_suspend_for_duration_args = struct({ dom: remote_nonnull_domain, target: uint, duration: uhyper, flags: uint });
const remote_domain_pm_wakeup_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_shutdown_args = struct({ dom: remote_nonnull_domain });
const remote_domain_reboot_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_reset_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_destroy_args = struct({ dom: remote_nonnull_domain });
const remote_domain_destroy_flags_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_os_type_args = struct({ dom: remote_nonnull_domain });
const remote_domain_get_os_type_ret = struct({ type: remote_nonnull_string });
const remote_domain_get_max_memory_args = struct({ dom: remote_nonnull_domain });
const remote_domain_get_max_memory_ret = struct({ memory: uhyper });
const remote_domain_set_max_memory_args = struct({ dom: remote_nonnull_domain, memory: uhyper });
const remote_domain_set_memory_args = struct({ dom: remote_nonnull_domain, memory: uhyper });
const remote_domain_set_memory_flags_args = struct({ dom: remote_nonnull_domain, memory: uhyper, flags: uint });
const remote_domain_set_memory_stats_period_args = struct({ dom: remote_nonnull_domain, period: int, flags: uint });
const remote_domain_get_info_args = struct({ dom: remote_nonnull_domain });
const remote_domain_get_info_ret = struct({ state: uint, maxMem: uhyper, memory: uhyper, nrVirtCpu: uint, cpuTime: uhyper });
const remote_domain_save_args = struct({ dom: remote_nonnull_domain, to: remote_nonnull_string });
const remote_domain_save_flags_args = struct({ dom: remote_nonnull_domain, to: remote_nonnull_string, dxml: remote_string, flags: uint });
const remote_domain_save_params_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 64), flags: uint });
const remote_domain_restore_args = struct({ from: remote_nonnull_string });
const remote_domain_restore_flags_args = struct({ from: remote_nonnull_string, dxml: remote_string, flags: uint });
const remote_domain_restore_params_args = struct({ params: array(remote_typed_param, 64), flags: uint });
const remote_domain_save_image_get_xml_desc_args = struct({ file: remote_nonnull_string, flags: uint });
const remote_domain_save_image_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_domain_save_image_define_xml_args = struct({ file: remote_nonnull_string, dxml: remote_nonnull_string, flags: uint });
const remote_domain_core_dump_args = struct({ dom: remote_nonnull_domain, to: remote_nonnull_string, flags: uint });
const remote_domain_core_dump_with_format_args = struct({ dom: remote_nonnull_domain, to: remote_nonnull_string, dumpformat: uint, flags: uint });
const remote_domain_screenshot_args = struct({ dom: remote_nonnull_domain, screen: uint, flags: uint });
const remote_domain_screenshot_ret = struct({ mime: remote_string });
const remote_domain_get_xml_desc_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_domain_migrate_prepare_args = struct({ uri_in: remote_string, flags: uhyper, dname: remote_string, resource: uhyper });
const remote_domain_migrate_prepare_ret = struct({ cookie: opaque(4194304), uri_out: remote_string });
const remote_domain_migrate_perform_args = struct({ dom: remote_nonnull_domain, cookie: opaque(4194304), uri: remote_nonnull_string, flags: uhyper, dname: remote_string, resource: uhyper });
const remote_domain_migrate_finish_args = struct({ dname: remote_nonnull_string, cookie: opaque(4194304), uri: remote_nonnull_string, flags: uhyper });
const remote_domain_migrate_finish_ret = struct({ ddom: remote_nonnull_domain });
const remote_domain_migrate_prepare2_args = struct({ uri_in: remote_string, flags: uhyper, dname: remote_string, resource: uhyper, dom_xml: remote_nonnull_string });
const remote_domain_migrate_prepare2_ret = struct({ cookie: opaque(4194304), uri_out: remote_string });
const remote_domain_migrate_finish2_args = struct({ dname: remote_nonnull_string, cookie: opaque(4194304), uri: remote_nonnull_string, flags: uhyper, retcode: int });
const remote_domain_migrate_finish2_ret = struct({ ddom: remote_nonnull_domain });
const remote_connect_list_defined_domains_args = struct({ maxnames: int });
const remote_connect_list_defined_domains_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_connect_num_of_defined_domains_ret = struct({ num: int });
const remote_domain_create_args = struct({ dom: remote_nonnull_domain });
const remote_domain_create_with_flags_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_create_with_flags_ret = struct({ dom: remote_nonnull_domain });
const remote_domain_create_with_files_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_create_with_files_ret = struct({ dom: remote_nonnull_domain });
const remote_domain_define_xml_args = struct({ xml: remote_nonnull_string });
const remote_domain_define_xml_ret = struct({ dom: remote_nonnull_domain });
const remote_domain_define_xml_flags_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_domain_define_xml_flags_ret = struct({ dom: remote_nonnull_domain });
const remote_domain_undefine_args = struct({ dom: remote_nonnull_domain });
const remote_domain_undefine_flags_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_inject_nmi_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_send_key_args = struct({ dom: remote_nonnull_domain, codeset: uint, holdtime: uint, keycodes: array(uint, 16), flags: uint });
const remote_domain_send_process_signal_args = struct({ dom: remote_nonnull_domain, pid_value: hyper, signum: uint, flags: uint });
const remote_domain_set_vcpus_args = struct({ dom: remote_nonnull_domain, nvcpus: uint });
const remote_domain_set_vcpus_flags_args = struct({ dom: remote_nonnull_domain, nvcpus: uint, flags: uint });
const remote_domain_get_vcpus_flags_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_vcpus_flags_ret = struct({ num: int });
const remote_domain_pin_vcpu_args = struct({ dom: remote_nonnull_domain, vcpu: uint, cpumap: opaque(2048) });
const remote_domain_pin_vcpu_flags_args = struct({ dom: remote_nonnull_domain, vcpu: uint, cpumap: opaque(2048), flags: uint });
const remote_domain_get_vcpu_pin_info_args = struct({ dom: remote_nonnull_domain, ncpumaps: int, maplen: int, flags: uint });
const remote_domain_get_vcpu_pin_info_ret = struct({ cpumaps: opaque(8388608), num: int });
const remote_domain_pin_emulator_args = struct({ dom: remote_nonnull_domain, cpumap: opaque(2048), flags: uint });
const remote_domain_get_emulator_pin_info_args = struct({ dom: remote_nonnull_domain, maplen: int, flags: uint });
const remote_domain_get_emulator_pin_info_ret = struct({ cpumaps: opaque(8388608), ret: int });
const remote_domain_get_vcpus_args = struct({ dom: remote_nonnull_domain, maxinfo: int, maplen: int });
const remote_domain_get_vcpus_ret = struct({ info: array(remote_vcpu_info, 16384), cpumaps: opaque(8388608) });
const remote_domain_get_max_vcpus_args = struct({ dom: remote_nonnull_domain });
const remote_domain_get_max_vcpus_ret = struct({ num: int });
const remote_domain_iothread_info = struct({ iothread_id: uint, cpumap: opaque(2048) });
const remote_domain_get_iothread_info_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_iothread_info_ret = struct({ info: array(remote_domain_iothread_info, 16384), ret: uint });
const remote_domain_pin_iothread_args = struct({ dom: remote_nonnull_domain, iothreads_id: uint, cpumap: opaque(2048), flags: uint });
const remote_domain_add_iothread_args = struct({ dom: remote_nonnull_domain, iothread_id: uint, flags: uint });
const remote_domain_del_iothread_args = struct({ dom: remote_nonnull_domain, iothread_id: uint, flags: uint });
const remote_domain_set_iothread_params_args = struct({ dom: remote_nonnull_domain, iothread_id: uint, params: array(remote_typed_param, 64), flags: uint });
const remote_domain_get_security_label_args = struct({ dom: remote_nonnull_domain });
const remote_domain_get_security_label_ret = struct({ label: chars(4097), enforcing: int });
const remote_domain_get_security_label_list_args = struct({ dom: remote_nonnull_domain });
const remote_domain_get_security_label_list_ret = struct({ labels: array(remote_domain_get_security_label_ret, 64), ret: int });
const remote_node_get_security_model_ret = struct({ model: chars(257), doi: chars(257) });
const remote_domain_attach_device_args = struct({ dom: remote_nonnull_domain, xml: remote_nonnull_string });
const remote_domain_attach_device_flags_args = struct({ dom: remote_nonnull_domain, xml: remote_nonnull_string, flags: uint });
const remote_domain_detach_device_args = struct({ dom: remote_nonnull_domain, xml: remote_nonnull_string });
const remote_domain_detach_device_flags_args = struct({ dom: remote_nonnull_domain, xml: remote_nonnull_string, flags: uint });
const remote_domain_update_device_flags_args = struct({ dom: remote_nonnull_domain, xml: remote_nonnull_string, flags: uint });
const remote_domain_detach_device_alias_args = struct({ dom: remote_nonnull_domain, alias: remote_nonnull_string, flags: uint });
const remote_domain_get_autostart_args = struct({ dom: remote_nonnull_domain });
const remote_domain_get_autostart_ret = struct({ autostart: int });
const remote_domain_set_autostart_args = struct({ dom: remote_nonnull_domain, autostart: int });
const remote_domain_set_metadata_args = struct({ dom: remote_nonnull_domain, type: int, metadata: remote_string, key: remote_string, uri: remote_string, flags: uint });
const remote_domain_get_metadata_args = struct({ dom: remote_nonnull_domain, type: int, uri: remote_string, flags: uint });
const remote_domain_get_metadata_ret = struct({ metadata: remote_nonnull_string });
const remote_domain_block_job_abort_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, flags: uint });
const remote_domain_get_block_job_info_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, flags: uint });
const remote_domain_get_block_job_info_ret = struct({ found: int, type: int, bandwidth: uhyper, cur: uhyper, end: uhyper });
const remote_domain_block_job_set_speed_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, bandwidth: uhyper, flags: uint });
const remote_domain_block_pull_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, bandwidth: uhyper, flags: uint });
const remote_domain_block_rebase_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, base: remote_string, bandwidth: uhyper, flags: uint });
const remote_domain_block_copy_args = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, destxml: remote_nonnull_string, params: array(remote_typed_param, 16), flags: uint });
const remote_domain_block_commit_args = struct({ dom: remote_nonnull_domain, disk: remote_nonnull_string, base: remote_string, top: remote_string, bandwidth: uhyper, flags: uint });
const remote_domain_set_block_io_tune_args = struct({ dom: remote_nonnull_domain, disk: remote_nonnull_string, params: array(remote_typed_param, 32), flags: uint });
const remote_domain_get_block_io_tune_args = struct({ dom: remote_nonnull_domain, disk: remote_string, nparams: int, flags: uint });
const remote_domain_get_block_io_tune_ret = struct({ params: array(remote_typed_param, 32), nparams: int });
const remote_domain_get_cpu_stats_args = struct({ dom: remote_nonnull_domain, nparams: uint, start_cpu: int, ncpus: uint, flags: uint });
const remote_domain_get_cpu_stats_ret = struct({ params: array(remote_typed_param, 2048), nparams: int });
const remote_domain_get_hostname_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_hostname_ret = struct({ hostname: remote_nonnull_string });
const remote_connect_num_of_networks_ret = struct({ num: int });
const remote_connect_list_networks_args = struct({ maxnames: int });
const remote_connect_list_networks_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_connect_num_of_defined_networks_ret = struct({ num: int });
const remote_connect_list_defined_networks_args = struct({ maxnames: int });
const remote_connect_list_defined_networks_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_network_lookup_by_uuid_args = struct({ uuid: remote_uuid });
const remote_network_lookup_by_uuid_ret = struct({ net: remote_nonnull_network });
const remote_network_lookup_by_name_args = struct({ name: remote_nonnull_string });
const remote_network_lookup_by_name_ret = struct({ net: remote_nonnull_network });
const remote_network_create_xml_args = struct({ xml: remote_nonnull_string });
const remote_network_create_xml_ret = struct({ net: remote_nonnull_network });
const remote_network_create_xml_flags_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_network_create_xml_flags_ret = struct({ net: remote_nonnull_network });
const remote_network_define_xml_args = struct({ xml: remote_nonnull_string });
const remote_network_define_xml_ret = struct({ net: remote_nonnull_network });
const remote_network_define_xml_flags_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_network_define_xml_flags_ret = struct({ net: remote_nonnull_network });
const remote_network_undefine_args = struct({ net: remote_nonnull_network });
const remote_network_update_args = struct({ net: remote_nonnull_network, command: uint, section: uint, parentIndex: int, xml: remote_nonnull_string, flags: uint });
const remote_network_create_args = struct({ net: remote_nonnull_network });
const remote_network_destroy_args = struct({ net: remote_nonnull_network });
const remote_network_get_xml_desc_args = struct({ net: remote_nonnull_network, flags: uint });
const remote_network_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_network_get_bridge_name_args = struct({ net: remote_nonnull_network });
const remote_network_get_bridge_name_ret = struct({ name: remote_nonnull_string });
const remote_network_get_autostart_args = struct({ net: remote_nonnull_network });
const remote_network_get_autostart_ret = struct({ autostart: int });
const remote_network_set_autostart_args = struct({ net: remote_nonnull_network, autostart: int });
const remote_connect_num_of_nwfilters_ret = struct({ num: int });
const remote_connect_list_nwfilters_args = struct({ maxnames: int });
const remote_connect_list_nwfilters_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_nwfilter_lookup_by_uuid_args = struct({ uuid: remote_uuid });
const remote_nwfilter_lookup_by_uuid_ret = struct({ nwfilter: remote_nonnull_nwfilter });
const remote_nwfilter_lookup_by_name_args = struct({ name: remote_nonnull_string });
const remote_nwfilter_lookup_by_name_ret = struct({ nwfilter: remote_nonnull_nwfilter });
const remote_nwfilter_define_xml_args = struct({ xml: remote_nonnull_string });
const remote_nwfilter_define_xml_ret = struct({ nwfilter: remote_nonnull_nwfilter });
const remote_nwfilter_define_xml_flags_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_nwfilter_define_xml_flags_ret = struct({ nwfilter: remote_nonnull_nwfilter });
const remote_nwfilter_undefine_args = struct({ nwfilter: remote_nonnull_nwfilter });
const remote_nwfilter_get_xml_desc_args = struct({ nwfilter: remote_nonnull_nwfilter, flags: uint });
const remote_nwfilter_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_connect_num_of_interfaces_ret = struct({ num: int });
const remote_connect_list_interfaces_args = struct({ maxnames: int });
const remote_connect_list_interfaces_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_connect_num_of_defined_interfaces_ret = struct({ num: int });
const remote_connect_list_defined_interfaces_args = struct({ maxnames: int });
const remote_connect_list_defined_interfaces_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_interface_lookup_by_name_args = struct({ name: remote_nonnull_string });
const remote_interface_lookup_by_name_ret = struct({ iface: remote_nonnull_interface });
const remote_interface_lookup_by_mac_string_args = struct({ mac: remote_nonnull_string });
const remote_interface_lookup_by_mac_string_ret = struct({ iface: remote_nonnull_interface });
const remote_interface_get_xml_desc_args = struct({ iface: remote_nonnull_interface, flags: uint });
const remote_interface_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_interface_define_xml_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_interface_define_xml_ret = struct({ iface: remote_nonnull_interface });
const remote_interface_undefine_args = struct({ iface: remote_nonnull_interface });
const remote_interface_create_args = struct({ iface: remote_nonnull_interface, flags: uint });
const remote_interface_destroy_args = struct({ iface: remote_nonnull_interface, flags: uint });
const remote_interface_change_begin_args = struct({ flags: uint });
const remote_interface_change_commit_args = struct({ flags: uint });
const remote_interface_change_rollback_args = struct({ flags: uint });
const remote_auth_list_ret = struct({ types: array(remote_auth_type, 20) });
const remote_auth_sasl_init_ret = struct({ mechlist: remote_nonnull_string });
const remote_auth_sasl_start_args = struct({ mech: remote_nonnull_string, nil: int, data: chars(65536) });
const remote_auth_sasl_start_ret = struct({ complete: int, nil: int, data: chars(65536) });
const remote_auth_sasl_step_args = struct({ nil: int, data: chars(65536) });
const remote_auth_sasl_step_ret = struct({ complete: int, nil: int, data: chars(65536) });
const remote_auth_polkit_ret = struct({ complete: int });
const remote_connect_num_of_storage_pools_ret = struct({ num: int });
const remote_connect_list_storage_pools_args = struct({ maxnames: int });
const remote_connect_list_storage_pools_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_connect_num_of_defined_storage_pools_ret = struct({ num: int });
const remote_connect_list_defined_storage_pools_args = struct({ maxnames: int });
const remote_connect_list_defined_storage_pools_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_connect_find_storage_pool_sources_args = struct({ type: remote_nonnull_string, srcSpec: remote_string, flags: uint });
const remote_connect_find_storage_pool_sources_ret = struct({ xml: remote_nonnull_string });
const remote_storage_pool_lookup_by_uuid_args = struct({ uuid: remote_uuid });
const remote_storage_pool_lookup_by_uuid_ret = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_lookup_by_name_args = struct({ name: remote_nonnull_string });
const remote_storage_pool_lookup_by_name_ret = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_lookup_by_volume_args = struct({ vol: remote_nonnull_storage_vol });
const remote_storage_pool_lookup_by_volume_ret = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_lookup_by_target_path_args = struct({ path: remote_nonnull_string });
const remote_storage_pool_lookup_by_target_path_ret = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_create_xml_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_storage_pool_create_xml_ret = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_define_xml_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_storage_pool_define_xml_ret = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_build_args = struct({ pool: remote_nonnull_storage_pool, flags: uint });
const remote_storage_pool_undefine_args = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_create_args = struct({ pool: remote_nonnull_storage_pool, flags: uint });
const remote_storage_pool_destroy_args = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_delete_args = struct({ pool: remote_nonnull_storage_pool, flags: uint });
const remote_storage_pool_refresh_args = struct({ pool: remote_nonnull_storage_pool, flags: uint });
const remote_storage_pool_get_xml_desc_args = struct({ pool: remote_nonnull_storage_pool, flags: uint });
const remote_storage_pool_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_storage_pool_get_info_args = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_get_info_ret = struct({ state: uint, capacity: uhyper, allocation: uhyper, available: uhyper });
const remote_storage_pool_get_autostart_args = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_get_autostart_ret = struct({ autostart: int });
const remote_storage_pool_set_autostart_args = struct({ pool: remote_nonnull_storage_pool, autostart: int });
const remote_storage_pool_num_of_volumes_args = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_num_of_volumes_ret = struct({ num: int });
const remote_storage_pool_list_volumes_args = struct({ pool: remote_nonnull_storage_pool, maxnames: int });
const remote_storage_pool_list_volumes_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_storage_vol_lookup_by_name_args = struct({ pool: remote_nonnull_storage_pool, name: remote_nonnull_string });
const remote_storage_vol_lookup_by_name_ret = struct({ vol: remote_nonnull_storage_vol });
const remote_storage_vol_lookup_by_key_args = struct({ key: remote_nonnull_string });
const remote_storage_vol_lookup_by_key_ret = struct({ vol: remote_nonnull_storage_vol });
const remote_storage_vol_lookup_by_path_args = struct({ path: remote_nonnull_string });
const remote_storage_vol_lookup_by_path_ret = struct({ vol: remote_nonnull_storage_vol });
const remote_storage_vol_create_xml_args = struct({ pool: remote_nonnull_storage_pool, xml: remote_nonnull_string, flags: uint });
const remote_storage_vol_create_xml_ret = struct({ vol: remote_nonnull_storage_vol });
const remote_storage_vol_create_xml_from_args = struct({ pool: remote_nonnull_storage_pool, xml: remote_nonnull_string, clonevol: remote_nonnull_storage_vol, flags: uint });
const remote_storage_vol_create_xml_from_ret = struct({ vol: remote_nonnull_storage_vol });
const remote_storage_vol_delete_args = struct({ vol: remote_nonnull_storage_vol, flags: uint });
const remote_storage_vol_wipe_args = struct({ vol: remote_nonnull_storage_vol, flags: uint });
const remote_storage_vol_wipe_pattern_args = struct({ vol: remote_nonnull_storage_vol, algorithm: uint, flags: uint });
const remote_storage_vol_get_xml_desc_args = struct({ vol: remote_nonnull_storage_vol, flags: uint });
const remote_storage_vol_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_storage_vol_get_info_args = struct({ vol: remote_nonnull_storage_vol });
const remote_storage_vol_get_info_ret = struct({ type: int, capacity: uhyper, allocation: uhyper });
const remote_storage_vol_get_info_flags_args = struct({ vol: remote_nonnull_storage_vol, flags: uint });
const remote_storage_vol_get_info_flags_ret = struct({ type: int, capacity: uhyper, allocation: uhyper });
const remote_storage_vol_get_path_args = struct({ vol: remote_nonnull_storage_vol });
const remote_storage_vol_get_path_ret = struct({ name: remote_nonnull_string });
const remote_storage_vol_resize_args = struct({ vol: remote_nonnull_storage_vol, capacity: uhyper, flags: uint });
const remote_node_num_of_devices_args = struct({ cap: remote_string, flags: uint });
const remote_node_num_of_devices_ret = struct({ num: int });
const remote_node_list_devices_args = struct({ cap: remote_string, maxnames: int, flags: uint });
const remote_node_list_devices_ret = struct({ names: array(remote_nonnull_string, 65536) });
const remote_node_device_lookup_by_name_args = struct({ name: remote_nonnull_string });
const remote_node_device_lookup_by_name_ret = struct({ dev: remote_nonnull_node_device });
const remote_node_device_lookup_scsi_host_by_wwn_args = struct({ wwnn: remote_nonnull_string, wwpn: remote_nonnull_string, flags: uint });
const remote_node_device_lookup_scsi_host_by_wwn_ret = struct({ dev: remote_nonnull_node_device });
const remote_node_device_get_xml_desc_args = struct({ name: remote_nonnull_string, flags: uint });
const remote_node_device_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_node_device_get_parent_args = struct({ name: remote_nonnull_string });
const remote_node_device_get_parent_ret = struct({ parentName: remote_string });
const remote_node_device_num_of_caps_args = struct({ name: remote_nonnull_string });
const remote_node_device_num_of_caps_ret = struct({ num: int });
const remote_node_device_list_caps_args = struct({ name: remote_nonnull_string, maxnames: int });
const remote_node_device_list_caps_ret = struct({ names: array(remote_nonnull_string, 65536) });
const remote_node_device_dettach_args = struct({ name: remote_nonnull_string });
const remote_node_device_detach_flags_args = struct({ name: remote_nonnull_string, driverName: remote_string, flags: uint });
const remote_node_device_re_attach_args = struct({ name: remote_nonnull_string });
const remote_node_device_reset_args = struct({ name: remote_nonnull_string });
const remote_node_device_create_xml_args = struct({ xml_desc: remote_nonnull_string, flags: uint });
const remote_node_device_create_xml_ret = struct({ dev: remote_nonnull_node_device });
const remote_node_device_destroy_args = struct({ name: remote_nonnull_string });
const remote_node_device_define_xml_args = struct({ xml_desc: remote_nonnull_string, flags: uint });
const remote_node_device_define_xml_ret = struct({ dev: remote_nonnull_node_device });
const remote_node_device_undefine_args = struct({ name: remote_nonnull_string, flags: uint });
const remote_node_device_create_args = struct({ name: remote_nonnull_string, flags: uint });
const remote_node_device_get_autostart_args = struct({ name: remote_nonnull_string });
const remote_node_device_get_autostart_ret = struct({ autostart: int });
const remote_node_device_set_autostart_args = struct({ name: remote_nonnull_string, autostart: int });
const remote_node_device_is_persistent_args = struct({ name: remote_nonnull_string });
const remote_node_device_is_persistent_ret = struct({ persistent: int });
const remote_node_device_is_active_args = struct({ name: remote_nonnull_string });
const remote_node_device_is_active_ret = struct({ active: int });
const remote_connect_domain_event_register_ret = struct({ cb_registered: int });
const remote_connect_domain_event_deregister_ret = struct({ cb_registered: int });
const remote_domain_event_lifecycle_msg = struct({ dom: remote_nonnull_domain, event: int, detail: int });
const remote_domain_event_callback_lifecycle_msg = struct({ callbackID: int, msg: remote_domain_event_lifecycle_msg });
const remote_connect_domain_xml_from_native_args = struct({ nativeFormat: remote_nonnull_string, nativeConfig: remote_nonnull_string, flags: uint });
const remote_connect_domain_xml_from_native_ret = struct({ domainXml: remote_nonnull_string });
const remote_connect_domain_xml_to_native_args = struct({ nativeFormat: remote_nonnull_string, domainXml: remote_nonnull_string, flags: uint });
const remote_connect_domain_xml_to_native_ret = struct({ nativeConfig: remote_nonnull_string });
const remote_connect_num_of_secrets_ret = struct({ num: int });
const remote_connect_list_secrets_args = struct({ maxuuids: int });
const remote_connect_list_secrets_ret = struct({ uuids: array(remote_nonnull_string, 16384) });
const remote_secret_lookup_by_uuid_args = struct({ uuid: remote_uuid });
const remote_secret_lookup_by_uuid_ret = struct({ secret: remote_nonnull_secret });
const remote_secret_define_xml_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_secret_define_xml_ret = struct({ secret: remote_nonnull_secret });
const remote_secret_get_xml_desc_args = struct({ secret: remote_nonnull_secret, flags: uint });
const remote_secret_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_secret_set_value_args = struct({ secret: remote_nonnull_secret, value: opaque(65536), flags: uint });
const remote_secret_get_value_args = struct({ secret: remote_nonnull_secret, flags: uint });
const remote_secret_get_value_ret = struct({ value: opaque(65536) });
const remote_secret_undefine_args = struct({ secret: remote_nonnull_secret });
const remote_secret_lookup_by_usage_args = struct({ usageType: int, usageID: remote_nonnull_string });
const remote_secret_lookup_by_usage_ret = struct({ secret: remote_nonnull_secret });
const remote_domain_migrate_prepare_tunnel_args = struct({ flags: uhyper, dname: remote_string, resource: uhyper, dom_xml: remote_nonnull_string });
const remote_connect_is_secure_ret = struct({ secure: int });
const remote_domain_is_active_args = struct({ dom: remote_nonnull_domain });
const remote_domain_is_active_ret = struct({ active: int });
const remote_domain_is_persistent_args = struct({ dom: remote_nonnull_domain });
const remote_domain_is_persistent_ret = struct({ persistent: int });
const remote_domain_is_updated_args = struct({ dom: remote_nonnull_domain });
const remote_domain_is_updated_ret = struct({ updated: int });
const remote_network_is_active_args = struct({ net: remote_nonnull_network });
const remote_network_is_active_ret = struct({ active: int });
const remote_network_is_persistent_args = struct({ net: remote_nonnull_network });
const remote_network_is_persistent_ret = struct({ persistent: int });
const remote_storage_pool_is_active_args = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_is_active_ret = struct({ active: int });
const remote_storage_pool_is_persistent_args = struct({ pool: remote_nonnull_storage_pool });
const remote_storage_pool_is_persistent_ret = struct({ persistent: int });
const remote_interface_is_active_args = struct({ iface: remote_nonnull_interface });
const remote_interface_is_active_ret = struct({ active: int });
const remote_connect_compare_cpu_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_connect_compare_cpu_ret = struct({ result: int });
const remote_connect_baseline_cpu_args = struct({ xmlCPUs: array(remote_nonnull_string, 256), flags: uint });
const remote_connect_baseline_cpu_ret = struct({ cpu: remote_nonnull_string });
const remote_domain_get_job_info_args = struct({ dom: remote_nonnull_domain });
const remote_domain_get_job_info_ret = struct({ type: int, timeElapsed: uhyper, timeRemaining: uhyper, dataTotal: uhyper, dataProcessed: uhyper, dataRemaining: uhyper, memTotal: uhyper, memProcessed: uhyper, memRemaining: uhyper, fileTotal: uhyper, fileProcessed: uhyper, fileRemaining: uhyper });
const remote_domain_get_job_stats_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_job_stats_ret = struct({ type: int, params: array(remote_typed_param, 64) });
const remote_domain_abort_job_args = struct({ dom: remote_nonnull_domain });
const remote_domain_abort_job_flags_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_migrate_get_max_downtime_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_migrate_get_max_downtime_ret = struct({ downtime: uhyper });
const remote_domain_migrate_set_max_downtime_args = struct({ dom: remote_nonnull_domain, downtime: uhyper, flags: uint });
const remote_domain_migrate_get_compression_cache_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_migrate_get_compression_cache_ret = struct({ cacheSize: uhyper });
const remote_domain_migrate_set_compression_cache_args = struct({ dom: remote_nonnull_domain, cacheSize: uhyper, flags: uint });
const remote_domain_migrate_set_max_speed_args = struct({ dom: remote_nonnull_domain, bandwidth: uhyper, flags: uint });
const remote_domain_migrate_get_max_speed_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_migrate_get_max_speed_ret = struct({ bandwidth: uhyper });
const remote_connect_domain_event_register_any_args = struct({ eventID: int });
const remote_connect_domain_event_deregister_any_args = struct({ eventID: int });
const remote_connect_domain_event_callback_register_any_args = struct({ eventID: int, dom: remote_domain });
const remote_connect_domain_event_callback_register_any_ret = struct({ callbackID: int });
const remote_connect_domain_event_callback_deregister_any_args = struct({ callbackID: int });
const remote_domain_event_reboot_msg = struct({ dom: remote_nonnull_domain });
const remote_domain_event_callback_reboot_msg = struct({ callbackID: int, msg: remote_domain_event_reboot_msg });
const remote_domain_event_rtc_change_msg = struct({ dom: remote_nonnull_domain, offset: hyper });
const remote_domain_event_callback_rtc_change_msg = struct({ callbackID: int, msg: remote_domain_event_rtc_change_msg });
const remote_domain_event_watchdog_msg = struct({ dom: remote_nonnull_domain, action: int });
const remote_domain_event_callback_watchdog_msg = struct({ callbackID: int, msg: remote_domain_event_watchdog_msg });
const remote_domain_event_io_error_msg = struct({ dom: remote_nonnull_domain, srcPath: remote_nonnull_string, devAlias: remote_nonnull_string, action: int });
const remote_domain_event_callback_io_error_msg = struct({ callbackID: int, msg: remote_domain_event_io_error_msg });
const remote_domain_event_io_error_reason_msg = struct({ dom: remote_nonnull_domain, srcPath: remote_nonnull_string, devAlias: remote_nonnull_string, action: int, reason: remote_nonnull_string });
const remote_domain_event_callback_io_error_reason_msg = struct({ callbackID: int, msg: remote_domain_event_io_error_reason_msg });
const remote_domain_event_graphics_address = struct({ family: int, node: remote_nonnull_string, service: remote_nonnull_string });
const remote_domain_event_graphics_identity = struct({ type: remote_nonnull_string, name: remote_nonnull_string });
const remote_domain_event_graphics_msg = struct({ dom: remote_nonnull_domain, phase: int, local: remote_domain_event_graphics_address, remote: remote_domain_event_graphics_address, authScheme: remote_nonnull_string, subject: array(remote_domain_event_graphics_identity, 20) });
const remote_domain_event_callback_graphics_msg = struct({ callbackID: int, msg: remote_domain_event_graphics_msg });
const remote_domain_event_block_job_msg = struct({ dom: remote_nonnull_domain, path: remote_nonnull_string, type: int, status: int });
const remote_domain_event_callback_block_job_msg = struct({ callbackID: int, msg: remote_domain_event_block_job_msg });
const remote_domain_event_disk_change_msg = struct({ dom: remote_nonnull_domain, oldSrcPath: remote_string, newSrcPath: remote_string, devAlias: remote_nonnull_string, reason: int });
const remote_domain_event_callback_disk_change_msg = struct({ callbackID: int, msg: remote_domain_event_disk_change_msg });
const remote_domain_event_tray_change_msg = struct({ dom: remote_nonnull_domain, devAlias: remote_nonnull_string, reason: int });
const remote_domain_event_callback_tray_change_msg = struct({ callbackID: int, msg: remote_domain_event_tray_change_msg });
const remote_domain_event_pmwakeup_msg = struct({ dom: remote_nonnull_domain });
const remote_domain_event_callback_pmwakeup_msg = struct({ callbackID: int, reason: int, msg: remote_domain_event_pmwakeup_msg });
const remote_domain_event_pmsuspend_msg = struct({ dom: remote_nonnull_domain });
const remote_domain_event_callback_pmsuspend_msg = struct({ callbackID: int, reason: int, msg: remote_domain_event_pmsuspend_msg });
const remote_domain_event_balloon_change_msg = struct({ dom: remote_nonnull_domain, actual: uhyper });
const remote_domain_event_callback_balloon_change_msg = struct({ callbackID: int, msg: remote_domain_event_balloon_change_msg });
const remote_domain_event_pmsuspend_disk_msg = struct({ dom: remote_nonnull_domain });
const remote_domain_event_callback_pmsuspend_disk_msg = struct({ callbackID: int, reason: int, msg: remote_domain_event_pmsuspend_disk_msg });
const remote_domain_managed_save_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_has_managed_save_image_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_has_managed_save_image_ret = struct({ result: int });
const remote_domain_managed_save_remove_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_managed_save_get_xml_desc_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_managed_save_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_domain_managed_save_define_xml_args = struct({ dom: remote_nonnull_domain, dxml: remote_string, flags: uint });
const remote_domain_snapshot_create_xml_args = struct({ dom: remote_nonnull_domain, xml_desc: remote_nonnull_string, flags: uint });
const remote_domain_snapshot_create_xml_ret = struct({ snap: remote_nonnull_domain_snapshot });
const remote_domain_snapshot_get_xml_desc_args = struct({ snap: remote_nonnull_domain_snapshot, flags: uint });
const remote_domain_snapshot_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_domain_snapshot_num_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_snapshot_num_ret = struct({ num: int });
const remote_domain_snapshot_list_names_args = struct({ dom: remote_nonnull_domain, maxnames: int, flags: uint });
const remote_domain_snapshot_list_names_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_domain_list_all_snapshots_args = struct({ dom: remote_nonnull_domain, need_results: int, flags: uint });
const remote_domain_list_all_snapshots_ret = struct({ snapshots: array(remote_nonnull_domain_snapshot, 16384), ret: int });
const remote_domain_snapshot_num_children_args = struct({ snap: remote_nonnull_domain_snapshot, flags: uint });
const remote_domain_snapshot_num_children_ret = struct({ num: int });
const remote_domain_snapshot_list_children_names_args = struct({ snap: remote_nonnull_domain_snapshot, maxnames: int, flags: uint });
const remote_domain_snapshot_list_children_names_ret = struct({ names: array(remote_nonnull_string, 16384) });
const remote_domain_snapshot_list_all_children_args = struct({ snapshot: remote_nonnull_domain_snapshot, need_results: int, flags: uint });
const remote_domain_snapshot_list_all_children_ret = struct({ snapshots: array(remote_nonnull_domain_snapshot, 16384), ret: int });
const remote_domain_snapshot_lookup_by_name_args = struct({ dom: remote_nonnull_domain, name: remote_nonnull_string, flags: uint });
const remote_domain_snapshot_lookup_by_name_ret = struct({ snap: remote_nonnull_domain_snapshot });
const remote_domain_has_current_snapshot_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_has_current_snapshot_ret = struct({ result: int });
const remote_domain_snapshot_get_parent_args = struct({ snap: remote_nonnull_domain_snapshot, flags: uint });
const remote_domain_snapshot_get_parent_ret = struct({ snap: remote_nonnull_domain_snapshot });
const remote_domain_snapshot_current_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_snapshot_current_ret = struct({ snap: remote_nonnull_domain_snapshot });
const remote_domain_snapshot_is_current_args = struct({ snap: remote_nonnull_domain_snapshot, flags: uint });
const remote_domain_snapshot_is_current_ret = struct({ current: int });
const remote_domain_snapshot_has_metadata_args = struct({ snap: remote_nonnull_domain_snapshot, flags: uint });
const remote_domain_snapshot_has_metadata_ret = struct({ metadata: int });
const remote_domain_revert_to_snapshot_args = struct({ snap: remote_nonnull_domain_snapshot, flags: uint });
const remote_domain_snapshot_delete_args = struct({ snap: remote_nonnull_domain_snapshot, flags: uint });
const remote_domain_open_console_args = struct({ dom: remote_nonnull_domain, dev_name: remote_string, flags: uint });
const remote_domain_open_channel_args = struct({ dom: remote_nonnull_domain, name: remote_string, flags: uint });
const remote_storage_vol_upload_args = struct({ vol: remote_nonnull_storage_vol, offset: uhyper, length: uhyper, flags: uint });
const remote_storage_vol_download_args = struct({ vol: remote_nonnull_storage_vol, offset: uhyper, length: uhyper, flags: uint });
const remote_domain_get_state_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_state_ret = struct({ state: int, reason: int });
const remote_domain_migrate_begin3_args = struct({ dom: remote_nonnull_domain, xmlin: remote_string, flags: uhyper, dname: remote_string, resource: uhyper });
const remote_domain_migrate_begin3_ret = struct({ cookie_out: opaque(4194304), xml: remote_nonnull_string });
const remote_domain_migrate_prepare3_args = struct({ cookie_in: opaque(4194304), uri_in: remote_string, flags: uhyper, dname: remote_string, resource: uhyper, dom_xml: remote_nonnull_string });
const remote_domain_migrate_prepare3_ret = struct({ cookie_out: opaque(4194304), uri_out: remote_string });
const remote_domain_migrate_prepare_tunnel3_args = struct({ cookie_in: opaque(4194304), flags: uhyper, dname: remote_string, resource: uhyper, dom_xml: remote_nonnull_string });
const remote_domain_migrate_prepare_tunnel3_ret = struct({ cookie_out: opaque(4194304) });
const remote_domain_migrate_perform3_args = struct({ dom: remote_nonnull_domain, xmlin: remote_string, cookie_in: opaque(4194304), dconnuri: remote_string, uri: remote_string, flags: uhyper, dname: remote_string, resource: uhyper });
const remote_domain_migrate_perform3_ret = struct({ cookie_out: opaque(4194304) });
const remote_domain_migrate_finish3_args = struct({ dname: remote_nonnull_string, cookie_in: opaque(4194304), dconnuri: remote_string, uri: remote_string, flags: uhyper, cancelled: int });
const remote_domain_migrate_finish3_ret = struct({ dom: remote_nonnull_domain, cookie_out: opaque(4194304) });
const remote_domain_migrate_confirm3_args = struct({ dom: remote_nonnull_domain, cookie_in: opaque(4194304), flags: uhyper, cancelled: int });
const remote_domain_event_control_error_msg = struct({ dom: remote_nonnull_domain });
const remote_domain_event_callback_control_error_msg = struct({ callbackID: int, msg: remote_domain_event_control_error_msg });
const remote_domain_get_control_info_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_control_info_ret = struct({ state: uint, details: uint, stateTime: uhyper });
const remote_domain_open_graphics_args = struct({ dom: remote_nonnull_domain, idx: uint, flags: uint });
const remote_domain_open_graphics_fd_args = struct({ dom: remote_nonnull_domain, idx: uint, flags: uint });
const remote_node_suspend_for_duration_args = struct({ target: uint, duration: uhyper, flags: uint });
const remote_domain_shutdown_flags_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_disk_errors_args = struct({ dom: remote_nonnull_domain, maxerrors: uint, flags: uint });
const remote_domain_get_disk_errors_ret = struct({ errors: array(remote_domain_disk_error, 256), nerrors: int });
const remote_connect_list_all_domains_args = struct({ need_results: int, flags: uint });
const remote_connect_list_all_domains_ret = struct({ domains: array(remote_nonnull_domain, 16384), ret: uint });
const remote_connect_list_all_storage_pools_args = struct({ need_results: int, flags: uint });
const remote_connect_list_all_storage_pools_ret = struct({ pools: array(remote_nonnull_storage_pool, 16384), ret: uint });
const remote_storage_pool_list_all_volumes_args = struct({ pool: remote_nonnull_storage_pool, need_results: int, flags: uint });
const remote_storage_pool_list_all_volumes_ret = struct({ vols: array(remote_nonnull_storage_vol, 16384), ret: uint });
const remote_connect_list_all_networks_args = struct({ need_results: int, flags: uint });
const remote_connect_list_all_networks_ret = struct({ nets: array(remote_nonnull_network, 16384), ret: uint });
const remote_connect_list_all_interfaces_args = struct({ need_results: int, flags: uint });
const remote_connect_list_all_interfaces_ret = struct({ ifaces: array(remote_nonnull_interface, 16384), ret: uint });
const remote_connect_list_all_node_devices_args = struct({ need_results: int, flags: uint });
const remote_connect_list_all_node_devices_ret = struct({ devices: array(remote_nonnull_node_device, 65536), ret: uint });
const remote_connect_list_all_nwfilters_args = struct({ need_results: int, flags: uint });
const remote_connect_list_all_nwfilters_ret = struct({ filters: array(remote_nonnull_nwfilter, 16384), ret: uint });
const remote_connect_list_all_secrets_args = struct({ need_results: int, flags: uint });
const remote_connect_list_all_secrets_ret = struct({ secrets: array(remote_nonnull_secret, 16384), ret: uint });
const remote_node_set_memory_parameters_args = struct({ params: array(remote_typed_param, 64), flags: uint });
const remote_node_get_memory_parameters_args = struct({ nparams: int, flags: uint });
const remote_node_get_memory_parameters_ret = struct({ params: array(remote_typed_param, 64), nparams: int });
const remote_node_get_cpu_map_args = struct({ need_map: int, need_online: int, flags: uint });
const remote_node_get_cpu_map_ret = struct({ cpumap: opaque(2048), online: uint, ret: int });
const remote_domain_fstrim_args = struct({ dom: remote_nonnull_domain, mountPoint: remote_string, minimum: uhyper, flags: uint });
const remote_domain_get_time_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_time_ret = struct({ seconds: hyper, nseconds: uint });
const remote_domain_set_time_args = struct({ dom: remote_nonnull_domain, seconds: hyper, nseconds: uint, flags: uint });
const remote_domain_migrate_begin3_params_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 64), flags: uint });
const remote_domain_migrate_begin3_params_ret = struct({ cookie_out: opaque(4194304), xml: remote_nonnull_string });
const remote_domain_migrate_prepare3_params_args = struct({ params: array(remote_typed_param, 64), cookie_in: opaque(4194304), flags: uint });
const remote_domain_migrate_prepare3_params_ret = struct({ cookie_out: opaque(4194304), uri_out: remote_string });
const remote_domain_migrate_prepare_tunnel3_params_args = struct({ params: array(remote_typed_param, 64), cookie_in: opaque(4194304), flags: uint });
const remote_domain_migrate_prepare_tunnel3_params_ret = struct({ cookie_out: opaque(4194304) });
const remote_domain_migrate_perform3_params_args = struct({ dom: remote_nonnull_domain, dconnuri: remote_string, params: array(remote_typed_param, 64), cookie_in: opaque(4194304), flags: uint });
const remote_domain_migrate_perform3_params_ret = struct({ cookie_out: opaque(4194304) });
const remote_domain_migrate_finish3_params_args = struct({ params: array(remote_typed_param, 64), cookie_in: opaque(4194304), flags: uint, cancelled: int });
const remote_domain_migrate_finish3_params_ret = struct({ dom: remote_nonnull_domain, cookie_out: opaque(4194304) });
const remote_domain_migrate_confirm3_params_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 64), cookie_in: opaque(4194304), flags: uint, cancelled: int });
const remote_domain_event_device_removed_msg = struct({ dom: remote_nonnull_domain, devAlias: remote_nonnull_string });
const remote_domain_event_callback_device_removed_msg = struct({ callbackID: int, msg: remote_domain_event_device_removed_msg });
const remote_domain_event_block_job_2_msg = struct({ callbackID: int, dom: remote_nonnull_domain, dst: remote_nonnull_string, type: int, status: int });
const remote_domain_event_block_threshold_msg = struct({ callbackID: int, dom: remote_nonnull_domain, dev: remote_nonnull_string, path: remote_string, threshold: uhyper, excess: uhyper });
const remote_domain_event_callback_tunable_msg = struct({ callbackID: int, dom: remote_nonnull_domain, params: array(remote_typed_param, 2048) });
const remote_domain_event_callback_device_added_msg = struct({ callbackID: int, dom: remote_nonnull_domain, devAlias: remote_nonnull_string });
const remote_connect_event_connection_closed_msg = struct({ reason: int });
const remote_connect_get_cpu_model_names_args = struct({ arch: remote_nonnull_string, need_results: int, flags: uint });
const remote_connect_get_cpu_model_names_ret = struct({ models: array(remote_nonnull_string, 8192), ret: int });
const remote_connect_network_event_register_any_args = struct({ eventID: int, net: remote_network });
const remote_connect_network_event_register_any_ret = struct({ callbackID: int });
const remote_connect_network_event_deregister_any_args = struct({ callbackID: int });
const remote_network_event_lifecycle_msg = struct({ callbackID: int, net: remote_nonnull_network, event: int, detail: int });
const remote_connect_storage_pool_event_register_any_args = struct({ eventID: int, pool: remote_storage_pool });
const remote_connect_storage_pool_event_register_any_ret = struct({ callbackID: int });
const remote_connect_storage_pool_event_deregister_any_args = struct({ callbackID: int });
const remote_storage_pool_event_lifecycle_msg = struct({ callbackID: int, pool: remote_nonnull_storage_pool, event: int, detail: int });
const remote_storage_pool_event_refresh_msg = struct({ callbackID: int, pool: remote_nonnull_storage_pool });
const remote_connect_node_device_event_register_any_args = struct({ eventID: int, dev: remote_node_device });
const remote_connect_node_device_event_register_any_ret = struct({ callbackID: int });
const remote_connect_node_device_event_deregister_any_args = struct({ callbackID: int });
const remote_node_device_event_lifecycle_msg = struct({ callbackID: int, dev: remote_nonnull_node_device, event: int, detail: int });
const remote_node_device_event_update_msg = struct({ callbackID: int, dev: remote_nonnull_node_device });
const remote_domain_fsfreeze_args = struct({ dom: remote_nonnull_domain, mountpoints: array(remote_nonnull_string, 256), flags: uint });
const remote_domain_fsfreeze_ret = struct({ filesystems: int });
const remote_domain_fsthaw_args = struct({ dom: remote_nonnull_domain, mountpoints: array(remote_nonnull_string, 256), flags: uint });
const remote_domain_fsthaw_ret = struct({ filesystems: int });
const remote_node_get_free_pages_args = struct({ pages: array(uint, 1024), startCell: int, cellCount: uint, flags: uint });
const remote_node_get_free_pages_ret = struct({ counts: array(uhyper, 1024) });
const remote_node_alloc_pages_args = struct({ pageSizes: array(uint, 1024), pageCounts: array(uhyper, 1024), startCell: int, cellCount: uint, flags: uint });
const remote_node_alloc_pages_ret = struct({ ret: int });
const remote_network_dhcp_lease = struct({ iface: remote_nonnull_string, expirytime: hyper, type: int, mac: remote_string, iaid: remote_string, ipaddr: remote_nonnull_string, prefix: uint, hostname: remote_string, clientid: remote_string });
const remote_network_get_dhcp_leases_args = struct({ net: remote_nonnull_network, mac: remote_string, need_results: int, flags: uint });
const remote_network_get_dhcp_leases_ret = struct({ leases: array(remote_network_dhcp_lease, 65536), ret: uint });
const remote_domain_stats_record = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 262144) });
const remote_connect_get_all_domain_stats_args = struct({ doms: array(remote_nonnull_domain, 16384), stats: uint, flags: uint });
const remote_domain_event_callback_agent_lifecycle_msg = struct({ callbackID: int, dom: remote_nonnull_domain, state: int, reason: int });
const remote_connect_get_all_domain_stats_ret = struct({ retStats: array(remote_domain_stats_record, 16384) });
const remote_domain_fsinfo = struct({ mountpoint: remote_nonnull_string, name: remote_nonnull_string, fstype: remote_nonnull_string, dev_aliases: array(remote_nonnull_string, 256) });
const remote_domain_get_fsinfo_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_fsinfo_ret = struct({ info: array(remote_domain_fsinfo, 256), ret: uint });
const remote_domain_ip_addr = struct({ type: int, addr: remote_nonnull_string, prefix: uint });
const remote_domain_interface = struct({ name: remote_nonnull_string, hwaddr: remote_string, addrs: array(remote_domain_ip_addr, 2048) });
const remote_domain_interface_addresses_args = struct({ dom: remote_nonnull_domain, source: uint, flags: uint });
const remote_domain_interface_addresses_ret = struct({ ifaces: array(remote_domain_interface, 2048) });
const remote_domain_set_user_password_args = struct({ dom: remote_nonnull_domain, user: remote_string, password: remote_string, flags: uint });
const remote_domain_rename_args = struct({ dom: remote_nonnull_domain, new_name: remote_string, flags: uint });
const remote_domain_rename_ret = struct({ retcode: int });
const remote_domain_event_callback_migration_iteration_msg = struct({ callbackID: int, dom: remote_nonnull_domain, iteration: int });
const remote_domain_event_callback_job_completed_msg = struct({ callbackID: int, dom: remote_nonnull_domain, params: array(remote_typed_param, 64) });
const remote_domain_migrate_start_post_copy_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_event_callback_device_removal_failed_msg = struct({ callbackID: int, dom: remote_nonnull_domain, devAlias: remote_nonnull_string });
const remote_domain_get_guest_vcpus_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_guest_vcpus_ret = struct({ params: array(remote_typed_param, 64) });
const remote_domain_set_guest_vcpus_args = struct({ dom: remote_nonnull_domain, cpumap: remote_nonnull_string, state: int, flags: uint });
const remote_domain_set_vcpu_args = struct({ dom: remote_nonnull_domain, cpumap: remote_nonnull_string, state: int, flags: uint });
const remote_domain_event_callback_metadata_change_msg = struct({ callbackID: int, dom: remote_nonnull_domain, type: int, nsuri: remote_string });
const remote_domain_event_memory_failure_msg = struct({ callbackID: int, dom: remote_nonnull_domain, recipient: int, action: int, flags: uint });
const remote_connect_secret_event_register_any_args = struct({ eventID: int, secret: remote_secret });
const remote_connect_secret_event_register_any_ret = struct({ callbackID: int });
const remote_connect_secret_event_deregister_any_args = struct({ callbackID: int });
const remote_secret_event_lifecycle_msg = struct({ callbackID: int, secret: remote_nonnull_secret, event: int, detail: int });
const remote_secret_event_value_changed_msg = struct({ callbackID: int, secret: remote_nonnull_secret });
const remote_domain_set_block_threshold_args = struct({ dom: remote_nonnull_domain, dev: remote_nonnull_string, threshold: uhyper, flags: uint });
const remote_domain_set_lifecycle_action_args = struct({ dom: remote_nonnull_domain, type: uint, action: uint, flags: uint });
const remote_connect_compare_hypervisor_cpu_args = struct({ emulator: remote_string, arch: remote_string, machine: remote_string, virttype: remote_string, xmlCPU: remote_nonnull_string, flags: uint });
const remote_connect_compare_hypervisor_cpu_ret = struct({ result: int });
const remote_connect_baseline_hypervisor_cpu_args = struct({ emulator: remote_string, arch: remote_string, machine: remote_string, virttype: remote_string, xmlCPUs: array(remote_nonnull_string, 256), flags: uint });
const remote_connect_baseline_hypervisor_cpu_ret = struct({ cpu: remote_nonnull_string });
const remote_node_get_sev_info_args = struct({ nparams: int, flags: uint });
const remote_node_get_sev_info_ret = struct({ params: array(remote_typed_param, 64), nparams: int });
const remote_domain_get_launch_security_info_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_launch_security_info_ret = struct({ params: array(remote_typed_param, 64) });
const remote_domain_set_launch_security_state_args = struct({ dom: remote_nonnull_domain, params: array(remote_typed_param, 64), flags: uint });
const remote_nwfilter_binding_lookup_by_port_dev_args = struct({ name: remote_nonnull_string });
const remote_nwfilter_binding_lookup_by_port_dev_ret = struct({ nwfilter: remote_nonnull_nwfilter_binding });
const remote_nwfilter_binding_create_xml_args = struct({ xml: remote_nonnull_string, flags: uint });
const remote_nwfilter_binding_create_xml_ret = struct({ nwfilter: remote_nonnull_nwfilter_binding });
const remote_nwfilter_binding_delete_args = struct({ nwfilter: remote_nonnull_nwfilter_binding });
const remote_nwfilter_binding_get_xml_desc_args = struct({ nwfilter: remote_nonnull_nwfilter_binding, flags: uint });
const remote_nwfilter_binding_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_connect_list_all_nwfilter_bindings_args = struct({ need_results: int, flags: uint });
const remote_connect_list_all_nwfilter_bindings_ret = struct({ bindings: array(remote_nonnull_nwfilter_binding, 16384), ret: uint });
const remote_connect_get_storage_pool_capabilities_args = struct({ flags: uint });
const remote_connect_get_storage_pool_capabilities_ret = struct({ capabilities: remote_nonnull_string });
const remote_network_list_all_ports_args = struct({ network: remote_nonnull_network, need_results: int, flags: uint });
const remote_network_list_all_ports_ret = struct({ ports: array(remote_nonnull_network_port, 16384), ret: uint });
const remote_network_port_lookup_by_uuid_args = struct({ network: remote_nonnull_network, uuid: remote_uuid });
const remote_network_port_lookup_by_uuid_ret = struct({ port: remote_nonnull_network_port });
const remote_network_port_create_xml_args = struct({ network: remote_nonnull_network, xml: remote_nonnull_string, flags: uint });
const remote_network_port_create_xml_ret = struct({ port: remote_nonnull_network_port });
const remote_network_port_set_parameters_args = struct({ port: remote_nonnull_network_port, params: array(remote_typed_param, 16), flags: uint });
const remote_network_port_get_parameters_args = struct({ port: remote_nonnull_network_port, nparams: int, flags: uint });
const remote_network_port_get_parameters_ret = struct({ params: array(remote_typed_param, 16), nparams: int });
const remote_network_port_get_xml_desc_args = struct({ port: remote_nonnull_network_port, flags: uint });
const remote_network_port_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_network_port_delete_args = struct({ port: remote_nonnull_network_port, flags: uint });
const remote_domain_checkpoint_create_xml_args = struct({ dom: remote_nonnull_domain, xml_desc: remote_nonnull_string, flags: uint });
const remote_domain_checkpoint_create_xml_ret = struct({ checkpoint: remote_nonnull_domain_checkpoint });
const remote_domain_checkpoint_get_xml_desc_args = struct({ checkpoint: remote_nonnull_domain_checkpoint, flags: uint });
const remote_domain_checkpoint_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_domain_list_all_checkpoints_args = struct({ dom: remote_nonnull_domain, need_results: int, flags: uint });
const remote_domain_list_all_checkpoints_ret = struct({ checkpoints: array(remote_nonnull_domain_checkpoint, 16384), ret: int });
const remote_domain_checkpoint_list_all_children_args = struct({ checkpoint: remote_nonnull_domain_checkpoint, need_results: int, flags: uint });
const remote_domain_checkpoint_list_all_children_ret = struct({ checkpoints: array(remote_nonnull_domain_checkpoint, 16384), ret: int });
const remote_domain_checkpoint_lookup_by_name_args = struct({ dom: remote_nonnull_domain, name: remote_nonnull_string, flags: uint });
const remote_domain_checkpoint_lookup_by_name_ret = struct({ checkpoint: remote_nonnull_domain_checkpoint });
const remote_domain_checkpoint_get_parent_args = struct({ checkpoint: remote_nonnull_domain_checkpoint, flags: uint });
const remote_domain_checkpoint_get_parent_ret = struct({ parent: remote_nonnull_domain_checkpoint });
const remote_domain_checkpoint_delete_args = struct({ checkpoint: remote_nonnull_domain_checkpoint, flags: uint });
const remote_domain_get_guest_info_args = struct({ dom: remote_nonnull_domain, types: uint, flags: uint });
const remote_domain_get_guest_info_ret = struct({ params: array(remote_typed_param, 2048) });
const remote_connect_set_identity_args = struct({ params: array(remote_typed_param, 20), flags: uint });
const remote_domain_agent_set_response_timeout_args = struct({ dom: remote_nonnull_domain, timeout: int, flags: uint });
const remote_domain_agent_set_response_timeout_ret = struct({ result: int });
const remote_domain_backup_begin_args = struct({ dom: remote_nonnull_domain, backup_xml: remote_nonnull_string, checkpoint_xml: remote_string, flags: uint });
const remote_domain_backup_get_xml_desc_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_backup_get_xml_desc_ret = struct({ xml: remote_nonnull_string });
const remote_domain_authorized_ssh_keys_get_args = struct({ dom: remote_nonnull_domain, user: remote_nonnull_string, flags: uint });
const remote_domain_authorized_ssh_keys_get_ret = struct({ keys: array(remote_nonnull_string, 2048) });
const remote_domain_authorized_ssh_keys_set_args = struct({ dom: remote_nonnull_domain, user: remote_nonnull_string, keys: array(remote_nonnull_string, 2048), flags: uint });
const remote_domain_get_messages_args = struct({ dom: remote_nonnull_domain, flags: uint });
const remote_domain_get_messages_ret = struct({ msgs: array(remote_nonnull_string, 2048) });
const remote_domain_start_dirty_rate_calc_args = struct({ dom: remote_nonnull_domain, seconds: int, flags: uint });
const remote_domain_event_memory_device_size_change_msg = struct({ callbackID: int, dom: remote_nonnull_domain, alias: remote_nonnull_string, size: uhyper });
const remote_domain_fd_associate_args = struct({ dom: remote_nonnull_domain, name: remote_nonnull_string, flags: uint });
const qemu_domain_monitor_command_args = struct({ dom: remote_nonnull_domain, cmd: remote_nonnull_string, flags: uint });
const qemu_domain_monitor_command_ret = struct({ result: remote_nonnull_string });
const qemu_domain_attach_args = struct({ pid_value: uint, flags: uint });
const qemu_domain_attach_ret = struct({ dom: remote_nonnull_domain });
const qemu_domain_agent_command_args = struct({ dom: remote_nonnull_domain, cmd: remote_nonnull_string, timeout: int, flags: uint });
const qemu_domain_agent_command_ret = struct({ result: remote_string });
const qemu_connect_domain_monitor_event_register_args = struct({ dom: remote_domain, event: remote_string, flags: uint });
const qemu_connect_domain_monitor_event_register_ret = struct({ callbackID: int });
const qemu_connect_domain_monitor_event_deregister_args = struct({ callbackID: int });
const qemu_domain_monitor_event_msg = struct({ callbackID: int, dom: remote_nonnull_domain, event: remote_nonnull_string, seconds: hyper, micros: uint, details: remote_string });
const qemu_domain_monitor_command_with_files_args = struct({ dom: remote_nonnull_domain, cmd: remote_nonnull_string, flags: uint });
const qemu_domain_monitor_command_with_files_ret = struct({ result: remote_nonnull_string });

export const REMOTE_PROGRAM = 536903814;
export const REMOTE_PROTOCOL_VERSION = 1;

export const remote = {
  CONNECT_OPEN: p(REMOTE_PROGRAM, 1, 'CONNECT_OPEN', remote_connect_open_args, nothing),
  CONNECT_CLOSE: p(REMOTE_PROGRAM, 2, 'CONNECT_CLOSE', nothing, nothing),
  CONNECT_GET_TYPE: p(REMOTE_PROGRAM, 3, 'CONNECT_GET_TYPE', nothing, remote_connect_get_type_ret),
  CONNECT_GET_VERSION: p(REMOTE_PROGRAM, 4, 'CONNECT_GET_VERSION', nothing, remote_connect_get_version_ret),
  CONNECT_GET_MAX_VCPUS: p(REMOTE_PROGRAM, 5, 'CONNECT_GET_MAX_VCPUS', remote_connect_get_max_vcpus_args, remote_connect_get_max_vcpus_ret),
  NODE_GET_INFO: p(REMOTE_PROGRAM, 6, 'NODE_GET_INFO', nothing, remote_node_get_info_ret),
  CONNECT_GET_CAPABILITIES: p(REMOTE_PROGRAM, 7, 'CONNECT_GET_CAPABILITIES', nothing, remote_connect_get_capabilities_ret),
  DOMAIN_ATTACH_DEVICE: p(REMOTE_PROGRAM, 8, 'DOMAIN_ATTACH_DEVICE', remote_domain_attach_device_args, nothing),
  DOMAIN_CREATE: p(REMOTE_PROGRAM, 9, 'DOMAIN_CREATE', remote_domain_create_args, nothing),
  DOMAIN_CREATE_XML: p(REMOTE_PROGRAM, 10, 'DOMAIN_CREATE_XML', remote_domain_create_xml_args, remote_domain_create_xml_ret),
  DOMAIN_DEFINE_XML: p(REMOTE_PROGRAM, 11, 'DOMAIN_DEFINE_XML', remote_domain_define_xml_args, remote_domain_define_xml_ret),
  DOMAIN_DESTROY: p(REMOTE_PROGRAM, 12, 'DOMAIN_DESTROY', remote_domain_destroy_args, nothing),
  DOMAIN_DETACH_DEVICE: p(REMOTE_PROGRAM, 13, 'DOMAIN_DETACH_DEVICE', remote_domain_detach_device_args, nothing),
  DOMAIN_GET_XML_DESC: p(REMOTE_PROGRAM, 14, 'DOMAIN_GET_XML_DESC', remote_domain_get_xml_desc_args, remote_domain_get_xml_desc_ret),
  DOMAIN_GET_AUTOSTART: p(REMOTE_PROGRAM, 15, 'DOMAIN_GET_AUTOSTART', remote_domain_get_autostart_args, remote_domain_get_autostart_ret),
  DOMAIN_GET_INFO: p(REMOTE_PROGRAM, 16, 'DOMAIN_GET_INFO', remote_domain_get_info_args, remote_domain_get_info_ret),
  DOMAIN_GET_MAX_MEMORY: p(REMOTE_PROGRAM, 17, 'DOMAIN_GET_MAX_MEMORY', remote_domain_get_max_memory_args, remote_domain_get_max_memory_ret),
  DOMAIN_GET_MAX_VCPUS: p(REMOTE_PROGRAM, 18, 'DOMAIN_GET_MAX_VCPUS', remote_domain_get_max_vcpus_args, remote_domain_get_max_vcpus_ret),
  DOMAIN_GET_OS_TYPE: p(REMOTE_PROGRAM, 19, 'DOMAIN_GET_OS_TYPE', remote_domain_get_os_type_args, remote_domain_get_os_type_ret),
  DOMAIN_GET_VCPUS: p(REMOTE_PROGRAM, 20, 'DOMAIN_GET_VCPUS', remote_domain_get_vcpus_args, remote_domain_get_vcpus_ret),
  CONNECT_LIST_DEFINED_DOMAINS: p(REMOTE_PROGRAM, 21, 'CONNECT_LIST_DEFINED_DOMAINS', remote_connect_list_defined_domains_args, remote_connect_list_defined_domains_ret),
  DOMAIN_LOOKUP_BY_ID: p(REMOTE_PROGRAM, 22, 'DOMAIN_LOOKUP_BY_ID', remote_domain_lookup_by_id_args, remote_domain_lookup_by_id_ret),
  DOMAIN_LOOKUP_BY_NAME: p(REMOTE_PROGRAM, 23, 'DOMAIN_LOOKUP_BY_NAME', remote_domain_lookup_by_name_args, remote_domain_lookup_by_name_ret),
  DOMAIN_LOOKUP_BY_UUID: p(REMOTE_PROGRAM, 24, 'DOMAIN_LOOKUP_BY_UUID', remote_domain_lookup_by_uuid_args, remote_domain_lookup_by_uuid_ret),
  CONNECT_NUM_OF_DEFINED_DOMAINS: p(REMOTE_PROGRAM, 25, 'CONNECT_NUM_OF_DEFINED_DOMAINS', nothing, remote_connect_num_of_defined_domains_ret),
  DOMAIN_PIN_VCPU: p(REMOTE_PROGRAM, 26, 'DOMAIN_PIN_VCPU', remote_domain_pin_vcpu_args, nothing),
  DOMAIN_REBOOT: p(REMOTE_PROGRAM, 27, 'DOMAIN_REBOOT', remote_domain_reboot_args, nothing),
  DOMAIN_RESUME: p(REMOTE_PROGRAM, 28, 'DOMAIN_RESUME', remote_domain_resume_args, nothing),
  DOMAIN_SET_AUTOSTART: p(REMOTE_PROGRAM, 29, 'DOMAIN_SET_AUTOSTART', remote_domain_set_autostart_args, nothing),
  DOMAIN_SET_MAX_MEMORY: p(REMOTE_PROGRAM, 30, 'DOMAIN_SET_MAX_MEMORY', remote_domain_set_max_memory_args, nothing),
  DOMAIN_SET_MEMORY: p(REMOTE_PROGRAM, 31, 'DOMAIN_SET_MEMORY', remote_domain_set_memory_args, nothing),
  DOMAIN_SET_VCPUS: p(REMOTE_PROGRAM, 32, 'DOMAIN_SET_VCPUS', remote_domain_set_vcpus_args, nothing),
  DOMAIN_SHUTDOWN: p(REMOTE_PROGRAM, 33, 'DOMAIN_SHUTDOWN', remote_domain_shutdown_args, nothing),
  DOMAIN_SUSPEND: p(REMOTE_PROGRAM, 34, 'DOMAIN_SUSPEND', remote_domain_suspend_args, nothing),
  DOMAIN_UNDEFINE: p(REMOTE_PROGRAM, 35, 'DOMAIN_UNDEFINE', remote_domain_undefine_args, nothing),
  CONNECT_LIST_DEFINED_NETWORKS: p(REMOTE_PROGRAM, 36, 'CONNECT_LIST_DEFINED_NETWORKS', remote_connect_list_defined_networks_args, remote_connect_list_defined_networks_ret),
  CONNECT_LIST_DOMAINS: p(REMOTE_PROGRAM, 37, 'CONNECT_LIST_DOMAINS', remote_connect_list_domains_args, remote_connect_list_domains_ret),
  CONNECT_LIST_NETWORKS: p(REMOTE_PROGRAM, 38, 'CONNECT_LIST_NETWORKS', remote_connect_list_networks_args, remote_connect_list_networks_ret),
  NETWORK_CREATE: p(REMOTE_PROGRAM, 39, 'NETWORK_CREATE', remote_network_create_args, nothing),
  NETWORK_CREATE_XML: p(REMOTE_PROGRAM, 40, 'NETWORK_CREATE_XML', remote_network_create_xml_args, remote_network_create_xml_ret),
  NETWORK_DEFINE_XML: p(REMOTE_PROGRAM, 41, 'NETWORK_DEFINE_XML', remote_network_define_xml_args, remote_network_define_xml_ret),
  NETWORK_DESTROY: p(REMOTE_PROGRAM, 42, 'NETWORK_DESTROY', remote_network_destroy_args, nothing),
  NETWORK_GET_XML_DESC: p(REMOTE_PROGRAM, 43, 'NETWORK_GET_XML_DESC', remote_network_get_xml_desc_args, remote_network_get_xml_desc_ret),
  NETWORK_GET_AUTOSTART: p(REMOTE_PROGRAM, 44, 'NETWORK_GET_AUTOSTART', remote_network_get_autostart_args, remote_network_get_autostart_ret),
  NETWORK_GET_BRIDGE_NAME: p(REMOTE_PROGRAM, 45, 'NETWORK_GET_BRIDGE_NAME', remote_network_get_bridge_name_args, remote_network_get_bridge_name_ret),
  NETWORK_LOOKUP_BY_NAME: p(REMOTE_PROGRAM, 46, 'NETWORK_LOOKUP_BY_NAME', remote_network_lookup_by_name_args, remote_network_lookup_by_name_ret),
  NETWORK_LOOKUP_BY_UUID: p(REMOTE_PROGRAM, 47, 'NETWORK_LOOKUP_BY_UUID', remote_network_lookup_by_uuid_args, remote_network_lookup_by_uuid_ret),
  NETWORK_SET_AUTOSTART: p(REMOTE_PROGRAM, 48, 'NETWORK_SET_AUTOSTART', remote_network_set_autostart_args, nothing),
  NETWORK_UNDEFINE: p(REMOTE_PROGRAM, 49, 'NETWORK_UNDEFINE', remote_network_undefine_args, nothing),
  CONNECT_NUM_OF_DEFINED_NETWORKS: p(REMOTE_PROGRAM, 50, 'CONNECT_NUM_OF_DEFINED_NETWORKS', nothing, remote_connect_num_of_defined_networks_ret),
  CONNECT_NUM_OF_DOMAINS: p(REMOTE_PROGRAM, 51, 'CONNECT_NUM_OF_DOMAINS', nothing, remote_connect_num_of_domains_ret),
  CONNECT_NUM_OF_NETWORKS: p(REMOTE_PROGRAM, 52, 'CONNECT_NUM_OF_NETWORKS', nothing, remote_connect_num_of_networks_ret),
  DOMAIN_CORE_DUMP: p(REMOTE_PROGRAM, 53, 'DOMAIN_CORE_DUMP', remote_domain_core_dump_args, nothing),
  DOMAIN_RESTORE: p(REMOTE_PROGRAM, 54, 'DOMAIN_RESTORE', remote_domain_restore_args, nothing),
  DOMAIN_SAVE: p(REMOTE_PROGRAM, 55, 'DOMAIN_SAVE', remote_domain_save_args, nothing),
  DOMAIN_GET_SCHEDULER_TYPE: p(REMOTE_PROGRAM, 56, 'DOMAIN_GET_SCHEDULER_TYPE', remote_domain_get_scheduler_type_args, remote_domain_get_scheduler_type_ret),
  DOMAIN_GET_SCHEDULER_PARAMETERS: p(REMOTE_PROGRAM, 57, 'DOMAIN_GET_SCHEDULER_PARAMETERS', remote_domain_get_scheduler_parameters_args, remote_domain_get_scheduler_parameters_ret),
  DOMAIN_SET_SCHEDULER_PARAMETERS: p(REMOTE_PROGRAM, 58, 'DOMAIN_SET_SCHEDULER_PARAMETERS', remote_domain_set_scheduler_parameters_args, nothing),
  CONNECT_GET_HOSTNAME: p(REMOTE_PROGRAM, 59, 'CONNECT_GET_HOSTNAME', nothing, remote_connect_get_hostname_ret),
  CONNECT_SUPPORTS_FEATURE: p(REMOTE_PROGRAM, 60, 'CONNECT_SUPPORTS_FEATURE', remote_connect_supports_feature_args, remote_connect_supports_feature_ret),
  DOMAIN_MIGRATE_PREPARE: p(REMOTE_PROGRAM, 61, 'DOMAIN_MIGRATE_PREPARE', remote_domain_migrate_prepare_args, remote_domain_migrate_prepare_ret),
  DOMAIN_MIGRATE_PERFORM: p(REMOTE_PROGRAM, 62, 'DOMAIN_MIGRATE_PERFORM', remote_domain_migrate_perform_args, nothing),
  DOMAIN_MIGRATE_FINISH: p(REMOTE_PROGRAM, 63, 'DOMAIN_MIGRATE_FINISH', remote_domain_migrate_finish_args, remote_domain_migrate_finish_ret),
  DOMAIN_BLOCK_STATS: p(REMOTE_PROGRAM, 64, 'DOMAIN_BLOCK_STATS', remote_domain_block_stats_args, remote_domain_block_stats_ret),
  DOMAIN_INTERFACE_STATS: p(REMOTE_PROGRAM, 65, 'DOMAIN_INTERFACE_STATS', remote_domain_interface_stats_args, remote_domain_interface_stats_ret),
  AUTH_LIST: p(REMOTE_PROGRAM, 66, 'AUTH_LIST', nothing, remote_auth_list_ret),
  AUTH_SASL_INIT: p(REMOTE_PROGRAM, 67, 'AUTH_SASL_INIT', nothing, remote_auth_sasl_init_ret),
  AUTH_SASL_START: p(REMOTE_PROGRAM, 68, 'AUTH_SASL_START', remote_auth_sasl_start_args, remote_auth_sasl_start_ret),
  AUTH_SASL_STEP: p(REMOTE_PROGRAM, 69, 'AUTH_SASL_STEP', remote_auth_sasl_step_args, remote_auth_sasl_step_ret),
  AUTH_POLKIT: p(REMOTE_PROGRAM, 70, 'AUTH_POLKIT', nothing, remote_auth_polkit_ret),
  CONNECT_NUM_OF_STORAGE_POOLS: p(REMOTE_PROGRAM, 71, 'CONNECT_NUM_OF_STORAGE_POOLS', nothing, remote_connect_num_of_storage_pools_ret),
  CONNECT_LIST_STORAGE_POOLS: p(REMOTE_PROGRAM, 72, 'CONNECT_LIST_STORAGE_POOLS', remote_connect_list_storage_pools_args, remote_connect_list_storage_pools_ret),
  CONNECT_NUM_OF_DEFINED_STORAGE_POOLS: p(REMOTE_PROGRAM, 73, 'CONNECT_NUM_OF_DEFINED_STORAGE_POOLS', nothing, remote_connect_num_of_defined_storage_pools_ret),
  CONNECT_LIST_DEFINED_STORAGE_POOLS: p(REMOTE_PROGRAM, 74, 'CONNECT_LIST_DEFINED_STORAGE_POOLS', remote_connect_list_defined_storage_pools_args, remote_connect_list_defined_storage_pools_ret),
  CONNECT_FIND_STORAGE_POOL_SOURCES: p(REMOTE_PROGRAM, 75, 'CONNECT_FIND_STORAGE_POOL_SOURCES', remote_connect_find_storage_pool_sources_args, remote_connect_find_storage_pool_sources_ret),
  STORAGE_POOL_CREATE_XML: p(REMOTE_PROGRAM, 76, 'STORAGE_POOL_CREATE_XML', remote_storage_pool_create_xml_args, remote_storage_pool_create_xml_ret),
  STORAGE_POOL_DEFINE_XML: p(REMOTE_PROGRAM, 77, 'STORAGE_POOL_DEFINE_XML', remote_storage_pool_define_xml_args, remote_storage_pool_define_xml_ret),
  STORAGE_POOL_CREATE: p(REMOTE_PROGRAM, 78, 'STORAGE_POOL_CREATE', remote_storage_pool_create_args, nothing),
  STORAGE_POOL_BUILD: p(REMOTE_PROGRAM, 79, 'STORAGE_POOL_BUILD', remote_storage_pool_build_args, nothing),
  STORAGE_POOL_DESTROY: p(REMOTE_PROGRAM, 80, 'STORAGE_POOL_DESTROY', remote_storage_pool_destroy_args, nothing),
  STORAGE_POOL_DELETE: p(REMOTE_PROGRAM, 81, 'STORAGE_POOL_DELETE', remote_storage_pool_delete_args, nothing),
  STORAGE_POOL_UNDEFINE: p(REMOTE_PROGRAM, 82, 'STORAGE_POOL_UNDEFINE', remote_storage_pool_undefine_args, nothing),
  STORAGE_POOL_REFRESH: p(REMOTE_PROGRAM, 83, 'STORAGE_POOL_REFRESH', remote_storage_pool_refresh_args, nothing),
  STORAGE_POOL_LOOKUP_BY_NAME: p(REMOTE_PROGRAM, 84, 'STORAGE_POOL_LOOKUP_BY_NAME', remote_storage_pool_lookup_by_name_args, remote_storage_pool_lookup_by_name_ret),
  STORAGE_POOL_LOOKUP_BY_UUID: p(REMOTE_PROGRAM, 85, 'STORAGE_POOL_LOOKUP_BY_UUID', remote_storage_pool_lookup_by_uuid_args, remote_storage_pool_lookup_by_uuid_ret),
  STORAGE_POOL_LOOKUP_BY_VOLUME: p(REMOTE_PROGRAM, 86, 'STORAGE_POOL_LOOKUP_BY_VOLUME', remote_storage_pool_lookup_by_volume_args, remote_storage_pool_lookup_by_volume_ret),
  STORAGE_POOL_GET_INFO: p(REMOTE_PROGRAM, 87, 'STORAGE_POOL_GET_INFO', remote_storage_pool_get_info_args, remote_storage_pool_get_info_ret),
  STORAGE_POOL_GET_XML_DESC: p(REMOTE_PROGRAM, 88, 'STORAGE_POOL_GET_XML_DESC', remote_storage_pool_get_xml_desc_args, remote_storage_pool_get_xml_desc_ret),
  STORAGE_POOL_GET_AUTOSTART: p(REMOTE_PROGRAM, 89, 'STORAGE_POOL_GET_AUTOSTART', remote_storage_pool_get_autostart_args, remote_storage_pool_get_autostart_ret),
  STORAGE_POOL_SET_AUTOSTART: p(REMOTE_PROGRAM, 90, 'STORAGE_POOL_SET_AUTOSTART', remote_storage_pool_set_autostart_args, nothing),
  STORAGE_POOL_NUM_OF_VOLUMES: p(REMOTE_PROGRAM, 91, 'STORAGE_POOL_NUM_OF_VOLUMES', remote_storage_pool_num_of_volumes_args, remote_storage_pool_num_of_volumes_ret),
  STORAGE_POOL_LIST_VOLUMES: p(REMOTE_PROGRAM, 92, 'STORAGE_POOL_LIST_VOLUMES', remote_storage_pool_list_volumes_args, remote_storage_pool_list_volumes_ret),
  STORAGE_VOL_CREATE_XML: p(REMOTE_PROGRAM, 93, 'STORAGE_VOL_CREATE_XML', remote_storage_vol_create_xml_args, remote_storage_vol_create_xml_ret),
  STORAGE_VOL_DELETE: p(REMOTE_PROGRAM, 94, 'STORAGE_VOL_DELETE', remote_storage_vol_delete_args, nothing),
  STORAGE_VOL_LOOKUP_BY_NAME: p(REMOTE_PROGRAM, 95, 'STORAGE_VOL_LOOKUP_BY_NAME', remote_storage_vol_lookup_by_name_args, remote_storage_vol_lookup_by_name_ret),
  STORAGE_VOL_LOOKUP_BY_KEY: p(REMOTE_PROGRAM, 96, 'STORAGE_VOL_LOOKUP_BY_KEY', remote_storage_vol_lookup_by_key_args, remote_storage_vol_lookup_by_key_ret),
  STORAGE_VOL_LOOKUP_BY_PATH: p(REMOTE_PROGRAM, 97, 'STORAGE_VOL_LOOKUP_BY_PATH', remote_storage_vol_lookup_by_path_args, remote_storage_vol_lookup_by_path_ret),
  STORAGE_VOL_GET_INFO: p(REMOTE_PROGRAM, 98, 'STORAGE_VOL_GET_INFO', remote_storage_vol_get_info_args, remote_storage_vol_get_info_ret),
  STORAGE_VOL_GET_XML_DESC: p(REMOTE_PROGRAM, 99, 'STORAGE_VOL_GET_XML_DESC', remote_storage_vol_get_xml_desc_args, remote_storage_vol_get_xml_desc_ret),
  STORAGE_VOL_GET_PATH: p(REMOTE_PROGRAM, 100, 'STORAGE_VOL_GET_PATH', remote_storage_vol_get_path_args, remote_storage_vol_get_path_ret),
  NODE_GET_CELLS_FREE_MEMORY: p(REMOTE_PROGRAM, 101, 'NODE_GET_CELLS_FREE_MEMORY', remote_node_get_cells_free_memory_args, remote_node_get_cells_free_memory_ret),
  NODE_GET_FREE_MEMORY: p(REMOTE_PROGRAM, 102, 'NODE_GET_FREE_MEMORY', nothing, remote_node_get_free_memory_ret),
  DOMAIN_BLOCK_PEEK: p(REMOTE_PROGRAM, 103, 'DOMAIN_BLOCK_PEEK', remote_domain_block_peek_args, remote_domain_block_peek_ret),
  DOMAIN_MEMORY_PEEK: p(REMOTE_PROGRAM, 104, 'DOMAIN_MEMORY_PEEK', remote_domain_memory_peek_args, remote_domain_memory_peek_ret),
  CONNECT_DOMAIN_EVENT_REGISTER: p(REMOTE_PROGRAM, 105, 'CONNECT_DOMAIN_EVENT_REGISTER', nothing, remote_connect_domain_event_register_ret),
  CONNECT_DOMAIN_EVENT_DEREGISTER: p(REMOTE_PROGRAM, 106, 'CONNECT_DOMAIN_EVENT_DEREGISTER', nothing, remote_connect_domain_event_deregister_ret),
  DOMAIN_EVENT_LIFECYCLE: p(REMOTE_PROGRAM, 107, 'DOMAIN_EVENT_LIFECYCLE', remote_domain_event_lifecycle_msg, nothing),
  DOMAIN_MIGRATE_PREPARE2: p(REMOTE_PROGRAM, 108, 'DOMAIN_MIGRATE_PREPARE2', remote_domain_migrate_prepare2_args, remote_domain_migrate_prepare2_ret),
  DOMAIN_MIGRATE_FINISH2: p(REMOTE_PROGRAM, 109, 'DOMAIN_MIGRATE_FINISH2', remote_domain_migrate_finish2_args, remote_domain_migrate_finish2_ret),
  CONNECT_GET_URI: p(REMOTE_PROGRAM, 110, 'CONNECT_GET_URI', nothing, remote_connect_get_uri_ret),
  NODE_NUM_OF_DEVICES: p(REMOTE_PROGRAM, 111, 'NODE_NUM_OF_DEVICES', remote_node_num_of_devices_args, remote_node_num_of_devices_ret),
  NODE_LIST_DEVICES: p(REMOTE_PROGRAM, 112, 'NODE_LIST_DEVICES', remote_node_list_devices_args, remote_node_list_devices_ret),
  NODE_DEVICE_LOOKUP_BY_NAME: p(REMOTE_PROGRAM, 113, 'NODE_DEVICE_LOOKUP_BY_NAME', remote_node_device_lookup_by_name_args, remote_node_device_lookup_by_name_ret),
  NODE_DEVICE_GET_XML_DESC: p(REMOTE_PROGRAM, 114, 'NODE_DEVICE_GET_XML_DESC', remote_node_device_get_xml_desc_args, remote_node_device_get_xml_desc_ret),
  NODE_DEVICE_GET_PARENT: p(REMOTE_PROGRAM, 115, 'NODE_DEVICE_GET_PARENT', remote_node_device_get_parent_args, remote_node_device_get_parent_ret),
  NODE_DEVICE_NUM_OF_CAPS: p(REMOTE_PROGRAM, 116, 'NODE_DEVICE_NUM_OF_CAPS', remote_node_device_num_of_caps_args, remote_node_device_num_of_caps_ret),
  NODE_DEVICE_LIST_CAPS: p(REMOTE_PROGRAM, 117, 'NODE_DEVICE_LIST_CAPS', remote_node_device_list_caps_args, remote_node_device_list_caps_ret),
  NODE_DEVICE_DETTACH: p(REMOTE_PROGRAM, 118, 'NODE_DEVICE_DETTACH', remote_node_device_dettach_args, nothing),
  NODE_DEVICE_RE_ATTACH: p(REMOTE_PROGRAM, 119, 'NODE_DEVICE_RE_ATTACH', remote_node_device_re_attach_args, nothing),
  NODE_DEVICE_RESET: p(REMOTE_PROGRAM, 120, 'NODE_DEVICE_RESET', remote_node_device_reset_args, nothing),
  DOMAIN_GET_SECURITY_LABEL: p(REMOTE_PROGRAM, 121, 'DOMAIN_GET_SECURITY_LABEL', remote_domain_get_security_label_args, remote_domain_get_security_label_ret),
  NODE_GET_SECURITY_MODEL: p(REMOTE_PROGRAM, 122, 'NODE_GET_SECURITY_MODEL', nothing, remote_node_get_security_model_ret),
  NODE_DEVICE_CREATE_XML: p(REMOTE_PROGRAM, 123, 'NODE_DEVICE_CREATE_XML', remote_node_device_create_xml_args, remote_node_device_create_xml_ret),
  NODE_DEVICE_DESTROY: p(REMOTE_PROGRAM, 124, 'NODE_DEVICE_DESTROY', remote_node_device_destroy_args, nothing),
  STORAGE_VOL_CREATE_XML_FROM: p(REMOTE_PROGRAM, 125, 'STORAGE_VOL_CREATE_XML_FROM', remote_storage_vol_create_xml_from_args, remote_storage_vol_create_xml_from_ret),
  CONNECT_NUM_OF_INTERFACES: p(REMOTE_PROGRAM, 126, 'CONNECT_NUM_OF_INTERFACES', nothing, remote_connect_num_of_interfaces_ret),
  CONNECT_LIST_INTERFACES: p(REMOTE_PROGRAM, 127, 'CONNECT_LIST_INTERFACES', remote_connect_list_interfaces_args, remote_connect_list_interfaces_ret),
  INTERFACE_LOOKUP_BY_NAME: p(REMOTE_PROGRAM, 128, 'INTERFACE_LOOKUP_BY_NAME', remote_interface_lookup_by_name_args, remote_interface_lookup_by_name_ret),
  INTERFACE_LOOKUP_BY_MAC_STRING: p(REMOTE_PROGRAM, 129, 'INTERFACE_LOOKUP_BY_MAC_STRING', remote_interface_lookup_by_mac_string_args, remote_interface_lookup_by_mac_string_ret),
  INTERFACE_GET_XML_DESC: p(REMOTE_PROGRAM, 130, 'INTERFACE_GET_XML_DESC', remote_interface_get_xml_desc_args, remote_interface_get_xml_desc_ret),
  INTERFACE_DEFINE_XML: p(REMOTE_PROGRAM, 131, 'INTERFACE_DEFINE_XML', remote_interface_define_xml_args, remote_interface_define_xml_ret),
  INTERFACE_UNDEFINE: p(REMOTE_PROGRAM, 132, 'INTERFACE_UNDEFINE', remote_interface_undefine_args, nothing),
  INTERFACE_CREATE: p(REMOTE_PROGRAM, 133, 'INTERFACE_CREATE', remote_interface_create_args, nothing),
  INTERFACE_DESTROY: p(REMOTE_PROGRAM, 134, 'INTERFACE_DESTROY', remote_interface_destroy_args, nothing),
  CONNECT_DOMAIN_XML_FROM_NATIVE: p(REMOTE_PROGRAM, 135, 'CONNECT_DOMAIN_XML_FROM_NATIVE', remote_connect_domain_xml_from_native_args, remote_connect_domain_xml_from_native_ret),
  CONNECT_DOMAIN_XML_TO_NATIVE: p(REMOTE_PROGRAM, 136, 'CONNECT_DOMAIN_XML_TO_NATIVE', remote_connect_domain_xml_to_native_args, remote_connect_domain_xml_to_native_ret),
  CONNECT_NUM_OF_DEFINED_INTERFACES: p(REMOTE_PROGRAM, 137, 'CONNECT_NUM_OF_DEFINED_INTERFACES', nothing, remote_connect_num_of_defined_interfaces_ret),
  CONNECT_LIST_DEFINED_INTERFACES: p(REMOTE_PROGRAM, 138, 'CONNECT_LIST_DEFINED_INTERFACES', remote_connect_list_defined_interfaces_args, remote_connect_list_defined_interfaces_ret),
  CONNECT_NUM_OF_SECRETS: p(REMOTE_PROGRAM, 139, 'CONNECT_NUM_OF_SECRETS', nothing, remote_connect_num_of_secrets_ret),
  CONNECT_LIST_SECRETS: p(REMOTE_PROGRAM, 140, 'CONNECT_LIST_SECRETS', remote_connect_list_secrets_args, remote_connect_list_secrets_ret),
  SECRET_LOOKUP_BY_UUID: p(REMOTE_PROGRAM, 141, 'SECRET_LOOKUP_BY_UUID', remote_secret_lookup_by_uuid_args, remote_secret_lookup_by_uuid_ret),
  SECRET_DEFINE_XML: p(REMOTE_PROGRAM, 142, 'SECRET_DEFINE_XML', remote_secret_define_xml_args, remote_secret_define_xml_ret),
  SECRET_GET_XML_DESC: p(REMOTE_PROGRAM, 143, 'SECRET_GET_XML_DESC', remote_secret_get_xml_desc_args, remote_secret_get_xml_desc_ret),
  SECRET_SET_VALUE: p(REMOTE_PROGRAM, 144, 'SECRET_SET_VALUE', remote_secret_set_value_args, nothing),
  SECRET_GET_VALUE: p(REMOTE_PROGRAM, 145, 'SECRET_GET_VALUE', remote_secret_get_value_args, remote_secret_get_value_ret),
  SECRET_UNDEFINE: p(REMOTE_PROGRAM, 146, 'SECRET_UNDEFINE', remote_secret_undefine_args, nothing),
  SECRET_LOOKUP_BY_USAGE: p(REMOTE_PROGRAM, 147, 'SECRET_LOOKUP_BY_USAGE', remote_secret_lookup_by_usage_args, remote_secret_lookup_by_usage_ret),
  DOMAIN_MIGRATE_PREPARE_TUNNEL: p(REMOTE_PROGRAM, 148, 'DOMAIN_MIGRATE_PREPARE_TUNNEL', remote_domain_migrate_prepare_tunnel_args, nothing),
  CONNECT_IS_SECURE: p(REMOTE_PROGRAM, 149, 'CONNECT_IS_SECURE', nothing, remote_connect_is_secure_ret),
  DOMAIN_IS_ACTIVE: p(REMOTE_PROGRAM, 150, 'DOMAIN_IS_ACTIVE', remote_domain_is_active_args, remote_domain_is_active_ret),
  DOMAIN_IS_PERSISTENT: p(REMOTE_PROGRAM, 151, 'DOMAIN_IS_PERSISTENT', remote_domain_is_persistent_args, remote_domain_is_persistent_ret),
  NETWORK_IS_ACTIVE: p(REMOTE_PROGRAM, 152, 'NETWORK_IS_ACTIVE', remote_network_is_active_args, remote_network_is_active_ret),
  NETWORK_IS_PERSISTENT: p(REMOTE_PROGRAM, 153, 'NETWORK_IS_PERSISTENT', remote_network_is_persistent_args, remote_network_is_persistent_ret),
  STORAGE_POOL_IS_ACTIVE: p(REMOTE_PROGRAM, 154, 'STORAGE_POOL_IS_ACTIVE', remote_storage_pool_is_active_args, remote_storage_pool_is_active_ret),
  STORAGE_POOL_IS_PERSISTENT: p(REMOTE_PROGRAM, 155, 'STORAGE_POOL_IS_PERSISTENT', remote_storage_pool_is_persistent_args, remote_storage_pool_is_persistent_ret),
  INTERFACE_IS_ACTIVE: p(REMOTE_PROGRAM, 156, 'INTERFACE_IS_ACTIVE', remote_interface_is_active_args, remote_interface_is_active_ret),
  CONNECT_GET_LIB_VERSION: p(REMOTE_PROGRAM, 157, 'CONNECT_GET_LIB_VERSION', nothing, remote_connect_get_lib_version_ret),
  CONNECT_COMPARE_CPU: p(REMOTE_PROGRAM, 158, 'CONNECT_COMPARE_CPU', remote_connect_compare_cpu_args, remote_connect_compare_cpu_ret),
  DOMAIN_MEMORY_STATS: p(REMOTE_PROGRAM, 159, 'DOMAIN_MEMORY_STATS', remote_domain_memory_stats_args, remote_domain_memory_stats_ret),
  DOMAIN_ATTACH_DEVICE_FLAGS: p(REMOTE_PROGRAM, 160, 'DOMAIN_ATTACH_DEVICE_FLAGS', remote_domain_attach_device_flags_args, nothing),
  DOMAIN_DETACH_DEVICE_FLAGS: p(REMOTE_PROGRAM, 161, 'DOMAIN_DETACH_DEVICE_FLAGS', remote_domain_detach_device_flags_args, nothing),
  CONNECT_BASELINE_CPU: p(REMOTE_PROGRAM, 162, 'CONNECT_BASELINE_CPU', remote_connect_baseline_cpu_args, remote_connect_baseline_cpu_ret),
  DOMAIN_GET_JOB_INFO: p(REMOTE_PROGRAM, 163, 'DOMAIN_GET_JOB_INFO', remote_domain_get_job_info_args, remote_domain_get_job_info_ret),
  DOMAIN_ABORT_JOB: p(REMOTE_PROGRAM, 164, 'DOMAIN_ABORT_JOB', remote_domain_abort_job_args, nothing),
  STORAGE_VOL_WIPE: p(REMOTE_PROGRAM, 165, 'STORAGE_VOL_WIPE', remote_storage_vol_wipe_args, nothing),
  DOMAIN_MIGRATE_SET_MAX_DOWNTIME: p(REMOTE_PROGRAM, 166, 'DOMAIN_MIGRATE_SET_MAX_DOWNTIME', remote_domain_migrate_set_max_downtime_args, nothing),
  CONNECT_DOMAIN_EVENT_REGISTER_ANY: p(REMOTE_PROGRAM, 167, 'CONNECT_DOMAIN_EVENT_REGISTER_ANY', remote_connect_domain_event_register_any_args, nothing),
  CONNECT_DOMAIN_EVENT_DEREGISTER_ANY: p(REMOTE_PROGRAM, 168, 'CONNECT_DOMAIN_EVENT_DEREGISTER_ANY', remote_connect_domain_event_deregister_any_args, nothing),
  DOMAIN_EVENT_REBOOT: p(REMOTE_PROGRAM, 169, 'DOMAIN_EVENT_REBOOT', remote_domain_event_reboot_msg, nothing),
  DOMAIN_EVENT_RTC_CHANGE: p(REMOTE_PROGRAM, 170, 'DOMAIN_EVENT_RTC_CHANGE', remote_domain_event_rtc_change_msg, nothing),
  DOMAIN_EVENT_WATCHDOG: p(REMOTE_PROGRAM, 171, 'DOMAIN_EVENT_WATCHDOG', remote_domain_event_watchdog_msg, nothing),
  DOMAIN_EVENT_IO_ERROR: p(REMOTE_PROGRAM, 172, 'DOMAIN_EVENT_IO_ERROR', remote_domain_event_io_error_msg, nothing),
  DOMAIN_EVENT_GRAPHICS: p(REMOTE_PROGRAM, 173, 'DOMAIN_EVENT_GRAPHICS', remote_domain_event_graphics_msg, nothing),
  DOMAIN_UPDATE_DEVICE_FLAGS: p(REMOTE_PROGRAM, 174, 'DOMAIN_UPDATE_DEVICE_FLAGS', remote_domain_update_device_flags_args, nothing),
  NWFILTER_LOOKUP_BY_NAME: p(REMOTE_PROGRAM, 175, 'NWFILTER_LOOKUP_BY_NAME', remote_nwfilter_lookup_by_name_args, remote_nwfilter_lookup_by_name_ret),
  NWFILTER_LOOKUP_BY_UUID: p(REMOTE_PROGRAM, 176, 'NWFILTER_LOOKUP_BY_UUID', remote_nwfilter_lookup_by_uuid_args, remote_nwfilter_lookup_by_uuid_ret),
  NWFILTER_GET_XML_DESC: p(REMOTE_PROGRAM, 177, 'NWFILTER_GET_XML_DESC', remote_nwfilter_get_xml_desc_args, remote_nwfilter_get_xml_desc_ret),
  CONNECT_NUM_OF_NWFILTERS: p(REMOTE_PROGRAM, 178, 'CONNECT_NUM_OF_NWFILTERS', nothing, remote_connect_num_of_nwfilters_ret),
  CONNECT_LIST_NWFILTERS: p(REMOTE_PROGRAM, 179, 'CONNECT_LIST_NWFILTERS', remote_connect_list_nwfilters_args, remote_connect_list_nwfilters_ret),
  NWFILTER_DEFINE_XML: p(REMOTE_PROGRAM, 180, 'NWFILTER_DEFINE_XML', remote_nwfilter_define_xml_args, remote_nwfilter_define_xml_ret),
  NWFILTER_UNDEFINE: p(REMOTE_PROGRAM, 181, 'NWFILTER_UNDEFINE', remote_nwfilter_undefine_args, nothing),
  DOMAIN_MANAGED_SAVE: p(REMOTE_PROGRAM, 182, 'DOMAIN_MANAGED_SAVE', remote_domain_managed_save_args, nothing),
  DOMAIN_HAS_MANAGED_SAVE_IMAGE: p(REMOTE_PROGRAM, 183, 'DOMAIN_HAS_MANAGED_SAVE_IMAGE', remote_domain_has_managed_save_image_args, remote_domain_has_managed_save_image_ret),
  DOMAIN_MANAGED_SAVE_REMOVE: p(REMOTE_PROGRAM, 184, 'DOMAIN_MANAGED_SAVE_REMOVE', remote_domain_managed_save_remove_args, nothing),
  DOMAIN_SNAPSHOT_CREATE_XML: p(REMOTE_PROGRAM, 185, 'DOMAIN_SNAPSHOT_CREATE_XML', remote_domain_snapshot_create_xml_args, remote_domain_snapshot_create_xml_ret),
  DOMAIN_SNAPSHOT_GET_XML_DESC: p(REMOTE_PROGRAM, 186, 'DOMAIN_SNAPSHOT_GET_XML_DESC', remote_domain_snapshot_get_xml_desc_args, remote_domain_snapshot_get_xml_desc_ret),
  DOMAIN_SNAPSHOT_NUM: p(REMOTE_PROGRAM, 187, 'DOMAIN_SNAPSHOT_NUM', remote_domain_snapshot_num_args, remote_domain_snapshot_num_ret),
  DOMAIN_SNAPSHOT_LIST_NAMES: p(REMOTE_PROGRAM, 188, 'DOMAIN_SNAPSHOT_LIST_NAMES', remote_domain_snapshot_list_names_args, remote_domain_snapshot_list_names_ret),
  DOMAIN_SNAPSHOT_LOOKUP_BY_NAME: p(REMOTE_PROGRAM, 189, 'DOMAIN_SNAPSHOT_LOOKUP_BY_NAME', remote_domain_snapshot_lookup_by_name_args, remote_domain_snapshot_lookup_by_name_ret),
  DOMAIN_HAS_CURRENT_SNAPSHOT: p(REMOTE_PROGRAM, 190, 'DOMAIN_HAS_CURRENT_SNAPSHOT', remote_domain_has_current_snapshot_args, remote_domain_has_current_snapshot_ret),
  DOMAIN_SNAPSHOT_CURRENT: p(REMOTE_PROGRAM, 191, 'DOMAIN_SNAPSHOT_CURRENT', remote_domain_snapshot_current_args, remote_domain_snapshot_current_ret),
  DOMAIN_REVERT_TO_SNAPSHOT: p(REMOTE_PROGRAM, 192, 'DOMAIN_REVERT_TO_SNAPSHOT', remote_domain_revert_to_snapshot_args, nothing),
  DOMAIN_SNAPSHOT_DELETE: p(REMOTE_PROGRAM, 193, 'DOMAIN_SNAPSHOT_DELETE', remote_domain_snapshot_delete_args, nothing),
  DOMAIN_GET_BLOCK_INFO: p(REMOTE_PROGRAM, 194, 'DOMAIN_GET_BLOCK_INFO', remote_domain_get_block_info_args, remote_domain_get_block_info_ret),
  DOMAIN_EVENT_IO_ERROR_REASON: p(REMOTE_PROGRAM, 195, 'DOMAIN_EVENT_IO_ERROR_REASON', remote_domain_event_io_error_reason_msg, nothing),
  DOMAIN_CREATE_WITH_FLAGS: p(REMOTE_PROGRAM, 196, 'DOMAIN_CREATE_WITH_FLAGS', remote_domain_create_with_flags_args, remote_domain_create_with_flags_ret),
  DOMAIN_SET_MEMORY_PARAMETERS: p(REMOTE_PROGRAM, 197, 'DOMAIN_SET_MEMORY_PARAMETERS', remote_domain_set_memory_parameters_args, nothing),
  DOMAIN_GET_MEMORY_PARAMETERS: p(REMOTE_PROGRAM, 198, 'DOMAIN_GET_MEMORY_PARAMETERS', remote_domain_get_memory_parameters_args, remote_domain_get_memory_parameters_ret),
  DOMAIN_SET_VCPUS_FLAGS: p(REMOTE_PROGRAM, 199, 'DOMAIN_SET_VCPUS_FLAGS', remote_domain_set_vcpus_flags_args, nothing),
  DOMAIN_GET_VCPUS_FLAGS: p(REMOTE_PROGRAM, 200, 'DOMAIN_GET_VCPUS_FLAGS', remote_domain_get_vcpus_flags_args, remote_domain_get_vcpus_flags_ret),
  DOMAIN_OPEN_CONSOLE: p(REMOTE_PROGRAM, 201, 'DOMAIN_OPEN_CONSOLE', remote_domain_open_console_args, nothing),
  DOMAIN_IS_UPDATED: p(REMOTE_PROGRAM, 202, 'DOMAIN_IS_UPDATED', remote_domain_is_updated_args, remote_domain_is_updated_ret),
  CONNECT_GET_SYSINFO: p(REMOTE_PROGRAM, 203, 'CONNECT_GET_SYSINFO', remote_connect_get_sysinfo_args, remote_connect_get_sysinfo_ret),
  DOMAIN_SET_MEMORY_FLAGS: p(REMOTE_PROGRAM, 204, 'DOMAIN_SET_MEMORY_FLAGS', remote_domain_set_memory_flags_args, nothing),
  DOMAIN_SET_BLKIO_PARAMETERS: p(REMOTE_PROGRAM, 205, 'DOMAIN_SET_BLKIO_PARAMETERS', remote_domain_set_blkio_parameters_args, nothing),
  DOMAIN_GET_BLKIO_PARAMETERS: p(REMOTE_PROGRAM, 206, 'DOMAIN_GET_BLKIO_PARAMETERS', remote_domain_get_blkio_parameters_args, remote_domain_get_blkio_parameters_ret),
  DOMAIN_MIGRATE_SET_MAX_SPEED: p(REMOTE_PROGRAM, 207, 'DOMAIN_MIGRATE_SET_MAX_SPEED', remote_domain_migrate_set_max_speed_args, nothing),
  STORAGE_VOL_UPLOAD: p(REMOTE_PROGRAM, 208, 'STORAGE_VOL_UPLOAD', remote_storage_vol_upload_args, nothing),
  STORAGE_VOL_DOWNLOAD: p(REMOTE_PROGRAM, 209, 'STORAGE_VOL_DOWNLOAD', remote_storage_vol_download_args, nothing),
  DOMAIN_INJECT_NMI: p(REMOTE_PROGRAM, 210, 'DOMAIN_INJECT_NMI', remote_domain_inject_nmi_args, nothing),
  DOMAIN_SCREENSHOT: p(REMOTE_PROGRAM, 211, 'DOMAIN_SCREENSHOT', remote_domain_screenshot_args, remote_domain_screenshot_ret),
  DOMAIN_GET_STATE: p(REMOTE_PROGRAM, 212, 'DOMAIN_GET_STATE', remote_domain_get_state_args, remote_domain_get_state_ret),
  DOMAIN_MIGRATE_BEGIN3: p(REMOTE_PROGRAM, 213, 'DOMAIN_MIGRATE_BEGIN3', remote_domain_migrate_begin3_args, remote_domain_migrate_begin3_ret),
  DOMAIN_MIGRATE_PREPARE3: p(REMOTE_PROGRAM, 214, 'DOMAIN_MIGRATE_PREPARE3', remote_domain_migrate_prepare3_args, remote_domain_migrate_prepare3_ret),
  DOMAIN_MIGRATE_PREPARE_TUNNEL3: p(REMOTE_PROGRAM, 215, 'DOMAIN_MIGRATE_PREPARE_TUNNEL3', remote_domain_migrate_prepare_tunnel3_args, remote_domain_migrate_prepare_tunnel3_ret),
  DOMAIN_MIGRATE_PERFORM3: p(REMOTE_PROGRAM, 216, 'DOMAIN_MIGRATE_PERFORM3', remote_domain_migrate_perform3_args, remote_domain_migrate_perform3_ret),
  DOMAIN_MIGRATE_FINISH3: p(REMOTE_PROGRAM, 217, 'DOMAIN_MIGRATE_FINISH3', remote_domain_migrate_finish3_args, remote_domain_migrate_finish3_ret),
  DOMAIN_MIGRATE_CONFIRM3: p(REMOTE_PROGRAM, 218, 'DOMAIN_MIGRATE_CONFIRM3', remote_domain_migrate_confirm3_args, nothing),
  DOMAIN_SET_SCHEDULER_PARAMETERS_FLAGS: p(REMOTE_PROGRAM, 219, 'DOMAIN_SET_SCHEDULER_PARAMETERS_FLAGS', remote_domain_set_scheduler_parameters_flags_args, nothing),
  INTERFACE_CHANGE_BEGIN: p(REMOTE_PROGRAM, 220, 'INTERFACE_CHANGE_BEGIN', remote_interface_change_begin_args, nothing),
  INTERFACE_CHANGE_COMMIT: p(REMOTE_PROGRAM, 221, 'INTERFACE_CHANGE_COMMIT', remote_interface_change_commit_args, nothing),
  INTERFACE_CHANGE_ROLLBACK: p(REMOTE_PROGRAM, 222, 'INTERFACE_CHANGE_ROLLBACK', remote_interface_change_rollback_args, nothing),
  DOMAIN_GET_SCHEDULER_PARAMETERS_FLAGS: p(REMOTE_PROGRAM, 223, 'DOMAIN_GET_SCHEDULER_PARAMETERS_FLAGS', remote_domain_get_scheduler_parameters_flags_args, remote_domain_get_scheduler_parameters_flags_ret),
  DOMAIN_EVENT_CONTROL_ERROR: p(REMOTE_PROGRAM, 224, 'DOMAIN_EVENT_CONTROL_ERROR', remote_domain_event_control_error_msg, nothing),
  DOMAIN_PIN_VCPU_FLAGS: p(REMOTE_PROGRAM, 225, 'DOMAIN_PIN_VCPU_FLAGS', remote_domain_pin_vcpu_flags_args, nothing),
  DOMAIN_SEND_KEY: p(REMOTE_PROGRAM, 226, 'DOMAIN_SEND_KEY', remote_domain_send_key_args, nothing),
  NODE_GET_CPU_STATS: p(REMOTE_PROGRAM, 227, 'NODE_GET_CPU_STATS', remote_node_get_cpu_stats_args, remote_node_get_cpu_stats_ret),
  NODE_GET_MEMORY_STATS: p(REMOTE_PROGRAM, 228, 'NODE_GET_MEMORY_STATS', remote_node_get_memory_stats_args, remote_node_get_memory_stats_ret),
  DOMAIN_GET_CONTROL_INFO: p(REMOTE_PROGRAM, 229, 'DOMAIN_GET_CONTROL_INFO', remote_domain_get_control_info_args, remote_domain_get_control_info_ret),
  DOMAIN_GET_VCPU_PIN_INFO: p(REMOTE_PROGRAM, 230, 'DOMAIN_GET_VCPU_PIN_INFO', remote_domain_get_vcpu_pin_info_args, remote_domain_get_vcpu_pin_info_ret),
  DOMAIN_UNDEFINE_FLAGS: p(REMOTE_PROGRAM, 231, 'DOMAIN_UNDEFINE_FLAGS', remote_domain_undefine_flags_args, nothing),
  DOMAIN_SAVE_FLAGS: p(REMOTE_PROGRAM, 232, 'DOMAIN_SAVE_FLAGS', remote_domain_save_flags_args, nothing),
  DOMAIN_RESTORE_FLAGS: p(REMOTE_PROGRAM, 233, 'DOMAIN_RESTORE_FLAGS', remote_domain_restore_flags_args, nothing),
  DOMAIN_DESTROY_FLAGS: p(REMOTE_PROGRAM, 234, 'DOMAIN_DESTROY_FLAGS', remote_domain_destroy_flags_args, nothing),
  DOMAIN_SAVE_IMAGE_GET_XML_DESC: p(REMOTE_PROGRAM, 235, 'DOMAIN_SAVE_IMAGE_GET_XML_DESC', remote_domain_save_image_get_xml_desc_args, remote_domain_save_image_get_xml_desc_ret),
  DOMAIN_SAVE_IMAGE_DEFINE_XML: p(REMOTE_PROGRAM, 236, 'DOMAIN_SAVE_IMAGE_DEFINE_XML', remote_domain_save_image_define_xml_args, nothing),
  DOMAIN_BLOCK_JOB_ABORT: p(REMOTE_PROGRAM, 237, 'DOMAIN_BLOCK_JOB_ABORT', remote_domain_block_job_abort_args, nothing),
  DOMAIN_GET_BLOCK_JOB_INFO: p(REMOTE_PROGRAM, 238, 'DOMAIN_GET_BLOCK_JOB_INFO', remote_domain_get_block_job_info_args, remote_domain_get_block_job_info_ret),
  DOMAIN_BLOCK_JOB_SET_SPEED: p(REMOTE_PROGRAM, 239, 'DOMAIN_BLOCK_JOB_SET_SPEED', remote_domain_block_job_set_speed_args, nothing),
  DOMAIN_BLOCK_PULL: p(REMOTE_PROGRAM, 240, 'DOMAIN_BLOCK_PULL', remote_domain_block_pull_args, nothing),
  DOMAIN_EVENT_BLOCK_JOB: p(REMOTE_PROGRAM, 241, 'DOMAIN_EVENT_BLOCK_JOB', remote_domain_event_block_job_msg, nothing),
  DOMAIN_MIGRATE_GET_MAX_SPEED: p(REMOTE_PROGRAM, 242, 'DOMAIN_MIGRATE_GET_MAX_SPEED', remote_domain_migrate_get_max_speed_args, remote_domain_migrate_get_max_speed_ret),
  DOMAIN_BLOCK_STATS_FLAGS: p(REMOTE_PROGRAM, 243, 'DOMAIN_BLOCK_STATS_FLAGS', remote_domain_block_stats_flags_args, remote_domain_block_stats_flags_ret),
  DOMAIN_SNAPSHOT_GET_PARENT: p(REMOTE_PROGRAM, 244, 'DOMAIN_SNAPSHOT_GET_PARENT', remote_domain_snapshot_get_parent_args, remote_domain_snapshot_get_parent_ret),
  DOMAIN_RESET: p(REMOTE_PROGRAM, 245, 'DOMAIN_RESET', remote_domain_reset_args, nothing),
  DOMAIN_SNAPSHOT_NUM_CHILDREN: p(REMOTE_PROGRAM, 246, 'DOMAIN_SNAPSHOT_NUM_CHILDREN', remote_domain_snapshot_num_children_args, remote_domain_snapshot_num_children_ret),
  DOMAIN_SNAPSHOT_LIST_CHILDREN_NAMES: p(REMOTE_PROGRAM, 247, 'DOMAIN_SNAPSHOT_LIST_CHILDREN_NAMES', remote_domain_snapshot_list_children_names_args, remote_domain_snapshot_list_children_names_ret),
  DOMAIN_EVENT_DISK_CHANGE: p(REMOTE_PROGRAM, 248, 'DOMAIN_EVENT_DISK_CHANGE', remote_domain_event_disk_change_msg, nothing),
  DOMAIN_OPEN_GRAPHICS: p(REMOTE_PROGRAM, 249, 'DOMAIN_OPEN_GRAPHICS', remote_domain_open_graphics_args, nothing),
  NODE_SUSPEND_FOR_DURATION: p(REMOTE_PROGRAM, 250, 'NODE_SUSPEND_FOR_DURATION', remote_node_suspend_for_duration_args, nothing),
  DOMAIN_BLOCK_RESIZE: p(REMOTE_PROGRAM, 251, 'DOMAIN_BLOCK_RESIZE', remote_domain_block_resize_args, nothing),
  DOMAIN_SET_BLOCK_IO_TUNE: p(REMOTE_PROGRAM, 252, 'DOMAIN_SET_BLOCK_IO_TUNE', remote_domain_set_block_io_tune_args, nothing),
  DOMAIN_GET_BLOCK_IO_TUNE: p(REMOTE_PROGRAM, 253, 'DOMAIN_GET_BLOCK_IO_TUNE', remote_domain_get_block_io_tune_args, remote_domain_get_block_io_tune_ret),
  DOMAIN_SET_NUMA_PARAMETERS: p(REMOTE_PROGRAM, 254, 'DOMAIN_SET_NUMA_PARAMETERS', remote_domain_set_numa_parameters_args, nothing),
  DOMAIN_GET_NUMA_PARAMETERS: p(REMOTE_PROGRAM, 255, 'DOMAIN_GET_NUMA_PARAMETERS', remote_domain_get_numa_parameters_args, remote_domain_get_numa_parameters_ret),
  DOMAIN_SET_INTERFACE_PARAMETERS: p(REMOTE_PROGRAM, 256, 'DOMAIN_SET_INTERFACE_PARAMETERS', remote_domain_set_interface_parameters_args, nothing),
  DOMAIN_GET_INTERFACE_PARAMETERS: p(REMOTE_PROGRAM, 257, 'DOMAIN_GET_INTERFACE_PARAMETERS', remote_domain_get_interface_parameters_args, remote_domain_get_interface_parameters_ret),
  DOMAIN_SHUTDOWN_FLAGS: p(REMOTE_PROGRAM, 258, 'DOMAIN_SHUTDOWN_FLAGS', remote_domain_shutdown_flags_args, nothing),
  STORAGE_VOL_WIPE_PATTERN: p(REMOTE_PROGRAM, 259, 'STORAGE_VOL_WIPE_PATTERN', remote_storage_vol_wipe_pattern_args, nothing),
  STORAGE_VOL_RESIZE: p(REMOTE_PROGRAM, 260, 'STORAGE_VOL_RESIZE', remote_storage_vol_resize_args, nothing),
  DOMAIN_PM_SUSPEND_FOR_DURATION: p(REMOTE_PROGRAM, 261, 'DOMAIN_PM_SUSPEND_FOR_DURATION', remote_domain_pm_suspend_for_duration_args, nothing),
  DOMAIN_GET_CPU_STATS: p(REMOTE_PROGRAM, 262, 'DOMAIN_GET_CPU_STATS', remote_domain_get_cpu_stats_args, remote_domain_get_cpu_stats_ret),
  DOMAIN_GET_DISK_ERRORS: p(REMOTE_PROGRAM, 263, 'DOMAIN_GET_DISK_ERRORS', remote_domain_get_disk_errors_args, remote_domain_get_disk_errors_ret),
  DOMAIN_SET_METADATA: p(REMOTE_PROGRAM, 264, 'DOMAIN_SET_METADATA', remote_domain_set_metadata_args, nothing),
  DOMAIN_GET_METADATA: p(REMOTE_PROGRAM, 265, 'DOMAIN_GET_METADATA', remote_domain_get_metadata_args, remote_domain_get_metadata_ret),
  DOMAIN_BLOCK_REBASE: p(REMOTE_PROGRAM, 266, 'DOMAIN_BLOCK_REBASE', remote_domain_block_rebase_args, nothing),
  DOMAIN_PM_WAKEUP: p(REMOTE_PROGRAM, 267, 'DOMAIN_PM_WAKEUP', remote_domain_pm_wakeup_args, nothing),
  DOMAIN_EVENT_TRAY_CHANGE: p(REMOTE_PROGRAM, 268, 'DOMAIN_EVENT_TRAY_CHANGE', remote_domain_event_tray_change_msg, nothing),
  DOMAIN_EVENT_PMWAKEUP: p(REMOTE_PROGRAM, 269, 'DOMAIN_EVENT_PMWAKEUP', remote_domain_event_pmwakeup_msg, nothing),
  DOMAIN_EVENT_PMSUSPEND: p(REMOTE_PROGRAM, 270, 'DOMAIN_EVENT_PMSUSPEND', remote_domain_event_pmsuspend_msg, nothing),
  DOMAIN_SNAPSHOT_IS_CURRENT: p(REMOTE_PROGRAM, 271, 'DOMAIN_SNAPSHOT_IS_CURRENT', remote_domain_snapshot_is_current_args, remote_domain_snapshot_is_current_ret),
  DOMAIN_SNAPSHOT_HAS_METADATA: p(REMOTE_PROGRAM, 272, 'DOMAIN_SNAPSHOT_HAS_METADATA', remote_domain_snapshot_has_metadata_args, remote_domain_snapshot_has_metadata_ret),
  CONNECT_LIST_ALL_DOMAINS: p(REMOTE_PROGRAM, 273, 'CONNECT_LIST_ALL_DOMAINS', remote_connect_list_all_domains_args, remote_connect_list_all_domains_ret),
  DOMAIN_LIST_ALL_SNAPSHOTS: p(REMOTE_PROGRAM, 274, 'DOMAIN_LIST_ALL_SNAPSHOTS', remote_domain_list_all_snapshots_args, remote_domain_list_all_snapshots_ret),
  DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN: p(REMOTE_PROGRAM, 275, 'DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN', remote_domain_snapshot_list_all_children_args, remote_domain_snapshot_list_all_children_ret),
  DOMAIN_EVENT_BALLOON_CHANGE: p(REMOTE_PROGRAM, 276, 'DOMAIN_EVENT_BALLOON_CHANGE', remote_domain_event_balloon_change_msg, nothing),
  DOMAIN_GET_HOSTNAME: p(REMOTE_PROGRAM, 277, 'DOMAIN_GET_HOSTNAME', remote_domain_get_hostname_args, remote_domain_get_hostname_ret),
  DOMAIN_GET_SECURITY_LABEL_LIST: p(REMOTE_PROGRAM, 278, 'DOMAIN_GET_SECURITY_LABEL_LIST', remote_domain_get_security_label_list_args, remote_domain_get_security_label_list_ret),
  DOMAIN_PIN_EMULATOR: p(REMOTE_PROGRAM, 279, 'DOMAIN_PIN_EMULATOR', remote_domain_pin_emulator_args, nothing),
  DOMAIN_GET_EMULATOR_PIN_INFO: p(REMOTE_PROGRAM, 280, 'DOMAIN_GET_EMULATOR_PIN_INFO', remote_domain_get_emulator_pin_info_args, remote_domain_get_emulator_pin_info_ret),
  CONNECT_LIST_ALL_STORAGE_POOLS: p(REMOTE_PROGRAM, 281, 'CONNECT_LIST_ALL_STORAGE_POOLS', remote_connect_list_all_storage_pools_args, remote_connect_list_all_storage_pools_ret),
  STORAGE_POOL_LIST_ALL_VOLUMES: p(REMOTE_PROGRAM, 282, 'STORAGE_POOL_LIST_ALL_VOLUMES', remote_storage_pool_list_all_volumes_args, remote_storage_pool_list_all_volumes_ret),
  CONNECT_LIST_ALL_NETWORKS: p(REMOTE_PROGRAM, 283, 'CONNECT_LIST_ALL_NETWORKS', remote_connect_list_all_networks_args, remote_connect_list_all_networks_ret),
  CONNECT_LIST_ALL_INTERFACES: p(REMOTE_PROGRAM, 284, 'CONNECT_LIST_ALL_INTERFACES', remote_connect_list_all_interfaces_args, remote_connect_list_all_interfaces_ret),
  CONNECT_LIST_ALL_NODE_DEVICES: p(REMOTE_PROGRAM, 285, 'CONNECT_LIST_ALL_NODE_DEVICES', remote_connect_list_all_node_devices_args, remote_connect_list_all_node_devices_ret),
  CONNECT_LIST_ALL_NWFILTERS: p(REMOTE_PROGRAM, 286, 'CONNECT_LIST_ALL_NWFILTERS', remote_connect_list_all_nwfilters_args, remote_connect_list_all_nwfilters_ret),
  CONNECT_LIST_ALL_SECRETS: p(REMOTE_PROGRAM, 287, 'CONNECT_LIST_ALL_SECRETS', remote_connect_list_all_secrets_args, remote_connect_list_all_secrets_ret),
  NODE_SET_MEMORY_PARAMETERS: p(REMOTE_PROGRAM, 288, 'NODE_SET_MEMORY_PARAMETERS', remote_node_set_memory_parameters_args, nothing),
  NODE_GET_MEMORY_PARAMETERS: p(REMOTE_PROGRAM, 289, 'NODE_GET_MEMORY_PARAMETERS', remote_node_get_memory_parameters_args, remote_node_get_memory_parameters_ret),
  DOMAIN_BLOCK_COMMIT: p(REMOTE_PROGRAM, 290, 'DOMAIN_BLOCK_COMMIT', remote_domain_block_commit_args, nothing),
  NETWORK_UPDATE: p(REMOTE_PROGRAM, 291, 'NETWORK_UPDATE', remote_network_update_args, nothing),
  DOMAIN_EVENT_PMSUSPEND_DISK: p(REMOTE_PROGRAM, 292, 'DOMAIN_EVENT_PMSUSPEND_DISK', remote_domain_event_pmsuspend_disk_msg, nothing),
  NODE_GET_CPU_MAP: p(REMOTE_PROGRAM, 293, 'NODE_GET_CPU_MAP', remote_node_get_cpu_map_args, remote_node_get_cpu_map_ret),
  DOMAIN_FSTRIM: p(REMOTE_PROGRAM, 294, 'DOMAIN_FSTRIM', remote_domain_fstrim_args, nothing),
  DOMAIN_SEND_PROCESS_SIGNAL: p(REMOTE_PROGRAM, 295, 'DOMAIN_SEND_PROCESS_SIGNAL', remote_domain_send_process_signal_args, nothing),
  DOMAIN_OPEN_CHANNEL: p(REMOTE_PROGRAM, 296, 'DOMAIN_OPEN_CHANNEL', remote_domain_open_channel_args, nothing),
  NODE_DEVICE_LOOKUP_SCSI_HOST_BY_WWN: p(REMOTE_PROGRAM, 297, 'NODE_DEVICE_LOOKUP_SCSI_HOST_BY_WWN', remote_node_device_lookup_scsi_host_by_wwn_args, remote_node_device_lookup_scsi_host_by_wwn_ret),
  DOMAIN_GET_JOB_STATS: p(REMOTE_PROGRAM, 298, 'DOMAIN_GET_JOB_STATS', remote_domain_get_job_stats_args, remote_domain_get_job_stats_ret),
  DOMAIN_MIGRATE_GET_COMPRESSION_CACHE: p(REMOTE_PROGRAM, 299, 'DOMAIN_MIGRATE_GET_COMPRESSION_CACHE', remote_domain_migrate_get_compression_cache_args, remote_domain_migrate_get_compression_cache_ret),
  DOMAIN_MIGRATE_SET_COMPRESSION_CACHE: p(REMOTE_PROGRAM, 300, 'DOMAIN_MIGRATE_SET_COMPRESSION_CACHE', remote_domain_migrate_set_compression_cache_args, nothing),
  NODE_DEVICE_DETACH_FLAGS: p(REMOTE_PROGRAM, 301, 'NODE_DEVICE_DETACH_FLAGS', remote_node_device_detach_flags_args, nothing),
  DOMAIN_MIGRATE_BEGIN3_PARAMS: p(REMOTE_PROGRAM, 302, 'DOMAIN_MIGRATE_BEGIN3_PARAMS', remote_domain_migrate_begin3_params_args, remote_domain_migrate_begin3_params_ret),
  DOMAIN_MIGRATE_PREPARE3_PARAMS: p(REMOTE_PROGRAM, 303, 'DOMAIN_MIGRATE_PREPARE3_PARAMS', remote_domain_migrate_prepare3_params_args, remote_domain_migrate_prepare3_params_ret),
  DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS: p(REMOTE_PROGRAM, 304, 'DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS', remote_domain_migrate_prepare_tunnel3_params_args, remote_domain_migrate_prepare_tunnel3_params_ret),
  DOMAIN_MIGRATE_PERFORM3_PARAMS: p(REMOTE_PROGRAM, 305, 'DOMAIN_MIGRATE_PERFORM3_PARAMS', remote_domain_migrate_perform3_params_args, remote_domain_migrate_perform3_params_ret),
  DOMAIN_MIGRATE_FINISH3_PARAMS: p(REMOTE_PROGRAM, 306, 'DOMAIN_MIGRATE_FINISH3_PARAMS', remote_domain_migrate_finish3_params_args, remote_domain_migrate_finish3_params_ret),
  DOMAIN_MIGRATE_CONFIRM3_PARAMS: p(REMOTE_PROGRAM, 307, 'DOMAIN_MIGRATE_CONFIRM3_PARAMS', remote_domain_migrate_confirm3_params_args, nothing),
  DOMAIN_SET_MEMORY_STATS_PERIOD: p(REMOTE_PROGRAM, 308, 'DOMAIN_SET_MEMORY_STATS_PERIOD', remote_domain_set_memory_stats_period_args, nothing),
  DOMAIN_CREATE_XML_WITH_FILES: p(REMOTE_PROGRAM, 309, 'DOMAIN_CREATE_XML_WITH_FILES', remote_domain_create_xml_with_files_args, remote_domain_create_xml_with_files_ret),
  DOMAIN_CREATE_WITH_FILES: p(REMOTE_PROGRAM, 310, 'DOMAIN_CREATE_WITH_FILES', remote_domain_create_with_files_args, remote_domain_create_with_files_ret),
  DOMAIN_EVENT_DEVICE_REMOVED: p(REMOTE_PROGRAM, 311, 'DOMAIN_EVENT_DEVICE_REMOVED', remote_domain_event_device_removed_msg, nothing),
  CONNECT_GET_CPU_MODEL_NAMES: p(REMOTE_PROGRAM, 312, 'CONNECT_GET_CPU_MODEL_NAMES', remote_connect_get_cpu_model_names_args, remote_connect_get_cpu_model_names_ret),
  CONNECT_NETWORK_EVENT_REGISTER_ANY: p(REMOTE_PROGRAM, 313, 'CONNECT_NETWORK_EVENT_REGISTER_ANY', remote_connect_network_event_register_any_args, remote_connect_network_event_register_any_ret),
  CONNECT_NETWORK_EVENT_DEREGISTER_ANY: p(REMOTE_PROGRAM, 314, 'CONNECT_NETWORK_EVENT_DEREGISTER_ANY', remote_connect_network_event_deregister_any_args, nothing),
  NETWORK_EVENT_LIFECYCLE: p(REMOTE_PROGRAM, 315, 'NETWORK_EVENT_LIFECYCLE', remote_network_event_lifecycle_msg, nothing),
  CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY: p(REMOTE_PROGRAM, 316, 'CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY', remote_connect_domain_event_callback_register_any_args, remote_connect_domain_event_callback_register_any_ret),
  CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY: p(REMOTE_PROGRAM, 317, 'CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY', remote_connect_domain_event_callback_deregister_any_args, nothing),
  DOMAIN_EVENT_CALLBACK_LIFECYCLE: p(REMOTE_PROGRAM, 318, 'DOMAIN_EVENT_CALLBACK_LIFECYCLE', remote_domain_event_callback_lifecycle_msg, nothing),
  DOMAIN_EVENT_CALLBACK_REBOOT: p(REMOTE_PROGRAM, 319, 'DOMAIN_EVENT_CALLBACK_REBOOT', remote_domain_event_callback_reboot_msg, nothing),
  DOMAIN_EVENT_CALLBACK_RTC_CHANGE: p(REMOTE_PROGRAM, 320, 'DOMAIN_EVENT_CALLBACK_RTC_CHANGE', remote_domain_event_callback_rtc_change_msg, nothing),
  DOMAIN_EVENT_CALLBACK_WATCHDOG: p(REMOTE_PROGRAM, 321, 'DOMAIN_EVENT_CALLBACK_WATCHDOG', remote_domain_event_callback_watchdog_msg, nothing),
  DOMAIN_EVENT_CALLBACK_IO_ERROR: p(REMOTE_PROGRAM, 322, 'DOMAIN_EVENT_CALLBACK_IO_ERROR', remote_domain_event_callback_io_error_msg, nothing),
  DOMAIN_EVENT_CALLBACK_GRAPHICS: p(REMOTE_PROGRAM, 323, 'DOMAIN_EVENT_CALLBACK_GRAPHICS', remote_domain_event_callback_graphics_msg, nothing),
  DOMAIN_EVENT_CALLBACK_IO_ERROR_REASON: p(REMOTE_PROGRAM, 324, 'DOMAIN_EVENT_CALLBACK_IO_ERROR_REASON', remote_domain_event_callback_io_error_reason_msg, nothing),
  DOMAIN_EVENT_CALLBACK_CONTROL_ERROR: p(REMOTE_PROGRAM, 325, 'DOMAIN_EVENT_CALLBACK_CONTROL_ERROR', remote_domain_event_callback_control_error_msg, nothing),
  DOMAIN_EVENT_CALLBACK_BLOCK_JOB: p(REMOTE_PROGRAM, 326, 'DOMAIN_EVENT_CALLBACK_BLOCK_JOB', remote_domain_event_callback_block_job_msg, nothing),
  DOMAIN_EVENT_CALLBACK_DISK_CHANGE: p(REMOTE_PROGRAM, 327, 'DOMAIN_EVENT_CALLBACK_DISK_CHANGE', remote_domain_event_callback_disk_change_msg, nothing),
  DOMAIN_EVENT_CALLBACK_TRAY_CHANGE: p(REMOTE_PROGRAM, 328, 'DOMAIN_EVENT_CALLBACK_TRAY_CHANGE', remote_domain_event_callback_tray_change_msg, nothing),
  DOMAIN_EVENT_CALLBACK_PMWAKEUP: p(REMOTE_PROGRAM, 329, 'DOMAIN_EVENT_CALLBACK_PMWAKEUP', remote_domain_event_callback_pmwakeup_msg, nothing),
  DOMAIN_EVENT_CALLBACK_PMSUSPEND: p(REMOTE_PROGRAM, 330, 'DOMAIN_EVENT_CALLBACK_PMSUSPEND', remote_domain_event_callback_pmsuspend_msg, nothing),
  DOMAIN_EVENT_CALLBACK_BALLOON_CHANGE: p(REMOTE_PROGRAM, 331, 'DOMAIN_EVENT_CALLBACK_BALLOON_CHANGE', remote_domain_event_callback_balloon_change_msg, nothing),
  DOMAIN_EVENT_CALLBACK_PMSUSPEND_DISK: p(REMOTE_PROGRAM, 332, 'DOMAIN_EVENT_CALLBACK_PMSUSPEND_DISK', remote_domain_event_callback_pmsuspend_disk_msg, nothing),
  DOMAIN_EVENT_CALLBACK_DEVICE_REMOVED: p(REMOTE_PROGRAM, 333, 'DOMAIN_EVENT_CALLBACK_DEVICE_REMOVED', remote_domain_event_callback_device_removed_msg, nothing),
  DOMAIN_CORE_DUMP_WITH_FORMAT: p(REMOTE_PROGRAM, 334, 'DOMAIN_CORE_DUMP_WITH_FORMAT', remote_domain_core_dump_with_format_args, nothing),
  DOMAIN_FSFREEZE: p(REMOTE_PROGRAM, 335, 'DOMAIN_FSFREEZE', remote_domain_fsfreeze_args, remote_domain_fsfreeze_ret),
  DOMAIN_FSTHAW: p(REMOTE_PROGRAM, 336, 'DOMAIN_FSTHAW', remote_domain_fsthaw_args, remote_domain_fsthaw_ret),
  DOMAIN_GET_TIME: p(REMOTE_PROGRAM, 337, 'DOMAIN_GET_TIME', remote_domain_get_time_args, remote_domain_get_time_ret),
  DOMAIN_SET_TIME: p(REMOTE_PROGRAM, 338, 'DOMAIN_SET_TIME', remote_domain_set_time_args, nothing),
  DOMAIN_EVENT_BLOCK_JOB_2: p(REMOTE_PROGRAM, 339, 'DOMAIN_EVENT_BLOCK_JOB_2', remote_domain_event_block_job_2_msg, nothing),
  NODE_GET_FREE_PAGES: p(REMOTE_PROGRAM, 340, 'NODE_GET_FREE_PAGES', remote_node_get_free_pages_args, remote_node_get_free_pages_ret),
  NETWORK_GET_DHCP_LEASES: p(REMOTE_PROGRAM, 341, 'NETWORK_GET_DHCP_LEASES', remote_network_get_dhcp_leases_args, remote_network_get_dhcp_leases_ret),
  CONNECT_GET_DOMAIN_CAPABILITIES: p(REMOTE_PROGRAM, 342, 'CONNECT_GET_DOMAIN_CAPABILITIES', remote_connect_get_domain_capabilities_args, remote_connect_get_domain_capabilities_ret),
  DOMAIN_OPEN_GRAPHICS_FD: p(REMOTE_PROGRAM, 343, 'DOMAIN_OPEN_GRAPHICS_FD', remote_domain_open_graphics_fd_args, nothing),
  CONNECT_GET_ALL_DOMAIN_STATS: p(REMOTE_PROGRAM, 344, 'CONNECT_GET_ALL_DOMAIN_STATS', remote_connect_get_all_domain_stats_args, remote_connect_get_all_domain_stats_ret),
  DOMAIN_BLOCK_COPY: p(REMOTE_PROGRAM, 345, 'DOMAIN_BLOCK_COPY', remote_domain_block_copy_args, nothing),
  DOMAIN_EVENT_CALLBACK_TUNABLE: p(REMOTE_PROGRAM, 346, 'DOMAIN_EVENT_CALLBACK_TUNABLE', remote_domain_event_callback_tunable_msg, nothing),
  NODE_ALLOC_PAGES: p(REMOTE_PROGRAM, 347, 'NODE_ALLOC_PAGES', remote_node_alloc_pages_args, remote_node_alloc_pages_ret),
  DOMAIN_EVENT_CALLBACK_AGENT_LIFECYCLE: p(REMOTE_PROGRAM, 348, 'DOMAIN_EVENT_CALLBACK_AGENT_LIFECYCLE', remote_domain_event_callback_agent_lifecycle_msg, nothing),
  DOMAIN_GET_FSINFO: p(REMOTE_PROGRAM, 349, 'DOMAIN_GET_FSINFO', remote_domain_get_fsinfo_args, remote_domain_get_fsinfo_ret),
  DOMAIN_DEFINE_XML_FLAGS: p(REMOTE_PROGRAM, 350, 'DOMAIN_DEFINE_XML_FLAGS', remote_domain_define_xml_flags_args, remote_domain_define_xml_flags_ret),
  DOMAIN_GET_IOTHREAD_INFO: p(REMOTE_PROGRAM, 351, 'DOMAIN_GET_IOTHREAD_INFO', remote_domain_get_iothread_info_args, remote_domain_get_iothread_info_ret),
  DOMAIN_PIN_IOTHREAD: p(REMOTE_PROGRAM, 352, 'DOMAIN_PIN_IOTHREAD', remote_domain_pin_iothread_args, nothing),
  DOMAIN_INTERFACE_ADDRESSES: p(REMOTE_PROGRAM, 353, 'DOMAIN_INTERFACE_ADDRESSES', remote_domain_interface_addresses_args, remote_domain_interface_addresses_ret),
  DOMAIN_EVENT_CALLBACK_DEVICE_ADDED: p(REMOTE_PROGRAM, 354, 'DOMAIN_EVENT_CALLBACK_DEVICE_ADDED', remote_domain_event_callback_device_added_msg, nothing),
  DOMAIN_ADD_IOTHREAD: p(REMOTE_PROGRAM, 355, 'DOMAIN_ADD_IOTHREAD', remote_domain_add_iothread_args, nothing),
  DOMAIN_DEL_IOTHREAD: p(REMOTE_PROGRAM, 356, 'DOMAIN_DEL_IOTHREAD', remote_domain_del_iothread_args, nothing),
  DOMAIN_SET_USER_PASSWORD: p(REMOTE_PROGRAM, 357, 'DOMAIN_SET_USER_PASSWORD', remote_domain_set_user_password_args, nothing),
  DOMAIN_RENAME: p(REMOTE_PROGRAM, 358, 'DOMAIN_RENAME', remote_domain_rename_args, remote_domain_rename_ret),
  DOMAIN_EVENT_CALLBACK_MIGRATION_ITERATION: p(REMOTE_PROGRAM, 359, 'DOMAIN_EVENT_CALLBACK_MIGRATION_ITERATION', remote_domain_event_callback_migration_iteration_msg, nothing),
  CONNECT_REGISTER_CLOSE_CALLBACK: p(REMOTE_PROGRAM, 360, 'CONNECT_REGISTER_CLOSE_CALLBACK', nothing, nothing),
  CONNECT_UNREGISTER_CLOSE_CALLBACK: p(REMOTE_PROGRAM, 361, 'CONNECT_UNREGISTER_CLOSE_CALLBACK', nothing, nothing),
  CONNECT_EVENT_CONNECTION_CLOSED: p(REMOTE_PROGRAM, 362, 'CONNECT_EVENT_CONNECTION_CLOSED', remote_connect_event_connection_closed_msg, nothing),
  DOMAIN_EVENT_CALLBACK_JOB_COMPLETED: p(REMOTE_PROGRAM, 363, 'DOMAIN_EVENT_CALLBACK_JOB_COMPLETED', remote_domain_event_callback_job_completed_msg, nothing),
  DOMAIN_MIGRATE_START_POST_COPY: p(REMOTE_PROGRAM, 364, 'DOMAIN_MIGRATE_START_POST_COPY', remote_domain_migrate_start_post_copy_args, nothing),
  DOMAIN_GET_PERF_EVENTS: p(REMOTE_PROGRAM, 365, 'DOMAIN_GET_PERF_EVENTS', remote_domain_get_perf_events_args, remote_domain_get_perf_events_ret),
  DOMAIN_SET_PERF_EVENTS: p(REMOTE_PROGRAM, 366, 'DOMAIN_SET_PERF_EVENTS', remote_domain_set_perf_events_args, nothing),
  DOMAIN_EVENT_CALLBACK_DEVICE_REMOVAL_FAILED: p(REMOTE_PROGRAM, 367, 'DOMAIN_EVENT_CALLBACK_DEVICE_REMOVAL_FAILED', remote_domain_event_callback_device_removal_failed_msg, nothing),
  CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY: p(REMOTE_PROGRAM, 368, 'CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY', remote_connect_storage_pool_event_register_any_args, remote_connect_storage_pool_event_register_any_ret),
  CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY: p(REMOTE_PROGRAM, 369, 'CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY', remote_connect_storage_pool_event_deregister_any_args, nothing),
  STORAGE_POOL_EVENT_LIFECYCLE: p(REMOTE_PROGRAM, 370, 'STORAGE_POOL_EVENT_LIFECYCLE', remote_storage_pool_event_lifecycle_msg, nothing),
  DOMAIN_GET_GUEST_VCPUS: p(REMOTE_PROGRAM, 371, 'DOMAIN_GET_GUEST_VCPUS', remote_domain_get_guest_vcpus_args, remote_domain_get_guest_vcpus_ret),
  DOMAIN_SET_GUEST_VCPUS: p(REMOTE_PROGRAM, 372, 'DOMAIN_SET_GUEST_VCPUS', remote_domain_set_guest_vcpus_args, nothing),
  STORAGE_POOL_EVENT_REFRESH: p(REMOTE_PROGRAM, 373, 'STORAGE_POOL_EVENT_REFRESH', remote_storage_pool_event_refresh_msg, nothing),
  CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY: p(REMOTE_PROGRAM, 374, 'CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY', remote_connect_node_device_event_register_any_args, remote_connect_node_device_event_register_any_ret),
  CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY: p(REMOTE_PROGRAM, 375, 'CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY', remote_connect_node_device_event_deregister_any_args, nothing),
  NODE_DEVICE_EVENT_LIFECYCLE: p(REMOTE_PROGRAM, 376, 'NODE_DEVICE_EVENT_LIFECYCLE', remote_node_device_event_lifecycle_msg, nothing),
  NODE_DEVICE_EVENT_UPDATE: p(REMOTE_PROGRAM, 377, 'NODE_DEVICE_EVENT_UPDATE', remote_node_device_event_update_msg, nothing),
  STORAGE_VOL_GET_INFO_FLAGS: p(REMOTE_PROGRAM, 378, 'STORAGE_VOL_GET_INFO_FLAGS', remote_storage_vol_get_info_flags_args, remote_storage_vol_get_info_flags_ret),
  DOMAIN_EVENT_CALLBACK_METADATA_CHANGE: p(REMOTE_PROGRAM, 379, 'DOMAIN_EVENT_CALLBACK_METADATA_CHANGE', remote_domain_event_callback_metadata_change_msg, nothing),
  CONNECT_SECRET_EVENT_REGISTER_ANY: p(REMOTE_PROGRAM, 380, 'CONNECT_SECRET_EVENT_REGISTER_ANY', remote_connect_secret_event_register_any_args, remote_connect_secret_event_register_any_ret),
  CONNECT_SECRET_EVENT_DEREGISTER_ANY: p(REMOTE_PROGRAM, 381, 'CONNECT_SECRET_EVENT_DEREGISTER_ANY', remote_connect_secret_event_deregister_any_args, nothing),
  SECRET_EVENT_LIFECYCLE: p(REMOTE_PROGRAM, 382, 'SECRET_EVENT_LIFECYCLE', remote_secret_event_lifecycle_msg, nothing),
  SECRET_EVENT_VALUE_CHANGED: p(REMOTE_PROGRAM, 383, 'SECRET_EVENT_VALUE_CHANGED', remote_secret_event_value_changed_msg, nothing),
  DOMAIN_SET_VCPU: p(REMOTE_PROGRAM, 384, 'DOMAIN_SET_VCPU', remote_domain_set_vcpu_args, nothing),
  DOMAIN_EVENT_BLOCK_THRESHOLD: p(REMOTE_PROGRAM, 385, 'DOMAIN_EVENT_BLOCK_THRESHOLD', remote_domain_event_block_threshold_msg, nothing),
  DOMAIN_SET_BLOCK_THRESHOLD: p(REMOTE_PROGRAM, 386, 'DOMAIN_SET_BLOCK_THRESHOLD', remote_domain_set_block_threshold_args, nothing),
  DOMAIN_MIGRATE_GET_MAX_DOWNTIME: p(REMOTE_PROGRAM, 387, 'DOMAIN_MIGRATE_GET_MAX_DOWNTIME', remote_domain_migrate_get_max_downtime_args, remote_domain_migrate_get_max_downtime_ret),
  DOMAIN_MANAGED_SAVE_GET_XML_DESC: p(REMOTE_PROGRAM, 388, 'DOMAIN_MANAGED_SAVE_GET_XML_DESC', remote_domain_managed_save_get_xml_desc_args, remote_domain_managed_save_get_xml_desc_ret),
  DOMAIN_MANAGED_SAVE_DEFINE_XML: p(REMOTE_PROGRAM, 389, 'DOMAIN_MANAGED_SAVE_DEFINE_XML', remote_domain_managed_save_define_xml_args, nothing),
  DOMAIN_SET_LIFECYCLE_ACTION: p(REMOTE_PROGRAM, 390, 'DOMAIN_SET_LIFECYCLE_ACTION', remote_domain_set_lifecycle_action_args, nothing),
  STORAGE_POOL_LOOKUP_BY_TARGET_PATH: p(REMOTE_PROGRAM, 391, 'STORAGE_POOL_LOOKUP_BY_TARGET_PATH', remote_storage_pool_lookup_by_target_path_args, remote_storage_pool_lookup_by_target_path_ret),
  DOMAIN_DETACH_DEVICE_ALIAS: p(REMOTE_PROGRAM, 392, 'DOMAIN_DETACH_DEVICE_ALIAS', remote_domain_detach_device_alias_args, nothing),
  CONNECT_COMPARE_HYPERVISOR_CPU: p(REMOTE_PROGRAM, 393, 'CONNECT_COMPARE_HYPERVISOR_CPU', remote_connect_compare_hypervisor_cpu_args, remote_connect_compare_hypervisor_cpu_ret),
  CONNECT_BASELINE_HYPERVISOR_CPU: p(REMOTE_PROGRAM, 394, 'CONNECT_BASELINE_HYPERVISOR_CPU', remote_connect_baseline_hypervisor_cpu_args, remote_connect_baseline_hypervisor_cpu_ret),
  NODE_GET_SEV_INFO: p(REMOTE_PROGRAM, 395, 'NODE_GET_SEV_INFO', remote_node_get_sev_info_args, remote_node_get_sev_info_ret),
  DOMAIN_GET_LAUNCH_SECURITY_INFO: p(REMOTE_PROGRAM, 396, 'DOMAIN_GET_LAUNCH_SECURITY_INFO', remote_domain_get_launch_security_info_args, remote_domain_get_launch_security_info_ret),
  NWFILTER_BINDING_LOOKUP_BY_PORT_DEV: p(REMOTE_PROGRAM, 397, 'NWFILTER_BINDING_LOOKUP_BY_PORT_DEV', remote_nwfilter_binding_lookup_by_port_dev_args, remote_nwfilter_binding_lookup_by_port_dev_ret),
  NWFILTER_BINDING_GET_XML_DESC: p(REMOTE_PROGRAM, 398, 'NWFILTER_BINDING_GET_XML_DESC', remote_nwfilter_binding_get_xml_desc_args, remote_nwfilter_binding_get_xml_desc_ret),
  NWFILTER_BINDING_CREATE_XML: p(REMOTE_PROGRAM, 399, 'NWFILTER_BINDING_CREATE_XML', remote_nwfilter_binding_create_xml_args, remote_nwfilter_binding_create_xml_ret),
  NWFILTER_BINDING_DELETE: p(REMOTE_PROGRAM, 400, 'NWFILTER_BINDING_DELETE', remote_nwfilter_binding_delete_args, nothing),
  CONNECT_LIST_ALL_NWFILTER_BINDINGS: p(REMOTE_PROGRAM, 401, 'CONNECT_LIST_ALL_NWFILTER_BINDINGS', remote_connect_list_all_nwfilter_bindings_args, remote_connect_list_all_nwfilter_bindings_ret),
  DOMAIN_SET_IOTHREAD_PARAMS: p(REMOTE_PROGRAM, 402, 'DOMAIN_SET_IOTHREAD_PARAMS', remote_domain_set_iothread_params_args, nothing),
  CONNECT_GET_STORAGE_POOL_CAPABILITIES: p(REMOTE_PROGRAM, 403, 'CONNECT_GET_STORAGE_POOL_CAPABILITIES', remote_connect_get_storage_pool_capabilities_args, remote_connect_get_storage_pool_capabilities_ret),
  NETWORK_LIST_ALL_PORTS: p(REMOTE_PROGRAM, 404, 'NETWORK_LIST_ALL_PORTS', remote_network_list_all_ports_args, remote_network_list_all_ports_ret),
  NETWORK_PORT_LOOKUP_BY_UUID: p(REMOTE_PROGRAM, 405, 'NETWORK_PORT_LOOKUP_BY_UUID', remote_network_port_lookup_by_uuid_args, remote_network_port_lookup_by_uuid_ret),
  NETWORK_PORT_CREATE_XML: p(REMOTE_PROGRAM, 406, 'NETWORK_PORT_CREATE_XML', remote_network_port_create_xml_args, remote_network_port_create_xml_ret),
  NETWORK_PORT_GET_PARAMETERS: p(REMOTE_PROGRAM, 407, 'NETWORK_PORT_GET_PARAMETERS', remote_network_port_get_parameters_args, remote_network_port_get_parameters_ret),
  NETWORK_PORT_SET_PARAMETERS: p(REMOTE_PROGRAM, 408, 'NETWORK_PORT_SET_PARAMETERS', remote_network_port_set_parameters_args, nothing),
  NETWORK_PORT_GET_XML_DESC: p(REMOTE_PROGRAM, 409, 'NETWORK_PORT_GET_XML_DESC', remote_network_port_get_xml_desc_args, remote_network_port_get_xml_desc_ret),
  NETWORK_PORT_DELETE: p(REMOTE_PROGRAM, 410, 'NETWORK_PORT_DELETE', remote_network_port_delete_args, nothing),
  DOMAIN_CHECKPOINT_CREATE_XML: p(REMOTE_PROGRAM, 411, 'DOMAIN_CHECKPOINT_CREATE_XML', remote_domain_checkpoint_create_xml_args, remote_domain_checkpoint_create_xml_ret),
  DOMAIN_CHECKPOINT_GET_XML_DESC: p(REMOTE_PROGRAM, 412, 'DOMAIN_CHECKPOINT_GET_XML_DESC', remote_domain_checkpoint_get_xml_desc_args, remote_domain_checkpoint_get_xml_desc_ret),
  DOMAIN_LIST_ALL_CHECKPOINTS: p(REMOTE_PROGRAM, 413, 'DOMAIN_LIST_ALL_CHECKPOINTS', remote_domain_list_all_checkpoints_args, remote_domain_list_all_checkpoints_ret),
  DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN: p(REMOTE_PROGRAM, 414, 'DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN', remote_domain_checkpoint_list_all_children_args, remote_domain_checkpoint_list_all_children_ret),
  DOMAIN_CHECKPOINT_LOOKUP_BY_NAME: p(REMOTE_PROGRAM, 415, 'DOMAIN_CHECKPOINT_LOOKUP_BY_NAME', remote_domain_checkpoint_lookup_by_name_args, remote_domain_checkpoint_lookup_by_name_ret),
  DOMAIN_CHECKPOINT_GET_PARENT: p(REMOTE_PROGRAM, 416, 'DOMAIN_CHECKPOINT_GET_PARENT', remote_domain_checkpoint_get_parent_args, remote_domain_checkpoint_get_parent_ret),
  DOMAIN_CHECKPOINT_DELETE: p(REMOTE_PROGRAM, 417, 'DOMAIN_CHECKPOINT_DELETE', remote_domain_checkpoint_delete_args, nothing),
  DOMAIN_GET_GUEST_INFO: p(REMOTE_PROGRAM, 418, 'DOMAIN_GET_GUEST_INFO', remote_domain_get_guest_info_args, remote_domain_get_guest_info_ret),
  CONNECT_SET_IDENTITY: p(REMOTE_PROGRAM, 419, 'CONNECT_SET_IDENTITY', remote_connect_set_identity_args, nothing),
  DOMAIN_AGENT_SET_RESPONSE_TIMEOUT: p(REMOTE_PROGRAM, 420, 'DOMAIN_AGENT_SET_RESPONSE_TIMEOUT', remote_domain_agent_set_response_timeout_args, remote_domain_agent_set_response_timeout_ret),
  DOMAIN_BACKUP_BEGIN: p(REMOTE_PROGRAM, 421, 'DOMAIN_BACKUP_BEGIN', remote_domain_backup_begin_args, nothing),
  DOMAIN_BACKUP_GET_XML_DESC: p(REMOTE_PROGRAM, 422, 'DOMAIN_BACKUP_GET_XML_DESC', remote_domain_backup_get_xml_desc_args, remote_domain_backup_get_xml_desc_ret),
  DOMAIN_EVENT_MEMORY_FAILURE: p(REMOTE_PROGRAM, 423, 'DOMAIN_EVENT_MEMORY_FAILURE', remote_domain_event_memory_failure_msg, nothing),
  DOMAIN_AUTHORIZED_SSH_KEYS_GET: p(REMOTE_PROGRAM, 424, 'DOMAIN_AUTHORIZED_SSH_KEYS_GET', remote_domain_authorized_ssh_keys_get_args, remote_domain_authorized_ssh_keys_get_ret),
  DOMAIN_AUTHORIZED_SSH_KEYS_SET: p(REMOTE_PROGRAM, 425, 'DOMAIN_AUTHORIZED_SSH_KEYS_SET', remote_domain_authorized_ssh_keys_set_args, nothing),
  DOMAIN_GET_MESSAGES: p(REMOTE_PROGRAM, 426, 'DOMAIN_GET_MESSAGES', remote_domain_get_messages_args, remote_domain_get_messages_ret),
  DOMAIN_START_DIRTY_RATE_CALC: p(REMOTE_PROGRAM, 427, 'DOMAIN_START_DIRTY_RATE_CALC', remote_domain_start_dirty_rate_calc_args, nothing),
  NODE_DEVICE_DEFINE_XML: p(REMOTE_PROGRAM, 428, 'NODE_DEVICE_DEFINE_XML', remote_node_device_define_xml_args, remote_node_device_define_xml_ret),
  NODE_DEVICE_UNDEFINE: p(REMOTE_PROGRAM, 429, 'NODE_DEVICE_UNDEFINE', remote_node_device_undefine_args, nothing),
  NODE_DEVICE_CREATE: p(REMOTE_PROGRAM, 430, 'NODE_DEVICE_CREATE', remote_node_device_create_args, nothing),
  NWFILTER_DEFINE_XML_FLAGS: p(REMOTE_PROGRAM, 431, 'NWFILTER_DEFINE_XML_FLAGS', remote_nwfilter_define_xml_flags_args, remote_nwfilter_define_xml_flags_ret),
  NETWORK_DEFINE_XML_FLAGS: p(REMOTE_PROGRAM, 432, 'NETWORK_DEFINE_XML_FLAGS', remote_network_define_xml_flags_args, remote_network_define_xml_flags_ret),
  NODE_DEVICE_GET_AUTOSTART: p(REMOTE_PROGRAM, 433, 'NODE_DEVICE_GET_AUTOSTART', remote_node_device_get_autostart_args, remote_node_device_get_autostart_ret),
  NODE_DEVICE_SET_AUTOSTART: p(REMOTE_PROGRAM, 434, 'NODE_DEVICE_SET_AUTOSTART', remote_node_device_set_autostart_args, nothing),
  NODE_DEVICE_IS_PERSISTENT: p(REMOTE_PROGRAM, 435, 'NODE_DEVICE_IS_PERSISTENT', remote_node_device_is_persistent_args, remote_node_device_is_persistent_ret),
  NODE_DEVICE_IS_ACTIVE: p(REMOTE_PROGRAM, 436, 'NODE_DEVICE_IS_ACTIVE', remote_node_device_is_active_args, remote_node_device_is_active_ret),
  NETWORK_CREATE_XML_FLAGS: p(REMOTE_PROGRAM, 437, 'NETWORK_CREATE_XML_FLAGS', remote_network_create_xml_flags_args, remote_network_create_xml_flags_ret),
  DOMAIN_EVENT_MEMORY_DEVICE_SIZE_CHANGE: p(REMOTE_PROGRAM, 438, 'DOMAIN_EVENT_MEMORY_DEVICE_SIZE_CHANGE', remote_domain_event_memory_device_size_change_msg, nothing),
  DOMAIN_SET_LAUNCH_SECURITY_STATE: p(REMOTE_PROGRAM, 439, 'DOMAIN_SET_LAUNCH_SECURITY_STATE', remote_domain_set_launch_security_state_args, nothing),
  DOMAIN_SAVE_PARAMS: p(REMOTE_PROGRAM, 440, 'DOMAIN_SAVE_PARAMS', remote_domain_save_params_args, nothing),
  DOMAIN_RESTORE_PARAMS: p(REMOTE_PROGRAM, 441, 'DOMAIN_RESTORE_PARAMS', remote_domain_restore_params_args, nothing),
  DOMAIN_ABORT_JOB_FLAGS: p(REMOTE_PROGRAM, 442, 'DOMAIN_ABORT_JOB_FLAGS', remote_domain_abort_job_flags_args, nothing),
  DOMAIN_FD_ASSOCIATE: p(REMOTE_PROGRAM, 443, 'DOMAIN_FD_ASSOCIATE', remote_domain_fd_associate_args, nothing),
} as const;

export const QEMU_PROGRAM = 536903815;
export const QEMU_PROTOCOL_VERSION = 1;

export const qemu = {
  DOMAIN_MONITOR_COMMAND: p(QEMU_PROGRAM, 1, 'DOMAIN_MONITOR_COMMAND', qemu_domain_monitor_command_args, qemu_domain_monitor_command_ret),
  DOMAIN_ATTACH: p(QEMU_PROGRAM, 2, 'DOMAIN_ATTACH', qemu_domain_attach_args, qemu_domain_attach_ret),
  DOMAIN_AGENT_COMMAND: p(QEMU_PROGRAM, 3, 'DOMAIN_AGENT_COMMAND', qemu_domain_agent_command_args, qemu_domain_agent_command_ret),
  CONNECT_DOMAIN_MONITOR_EVENT_REGISTER: p(QEMU_PROGRAM, 4, 'CONNECT_DOMAIN_MONITOR_EVENT_REGISTER', qemu_connect_domain_monitor_event_register_args, qemu_connect_domain_monitor_event_register_ret),
  CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER: p(QEMU_PROGRAM, 5, 'CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER', qemu_connect_domain_monitor_event_deregister_args, nothing),
  DOMAIN_MONITOR_EVENT: p(QEMU_PROGRAM, 6, 'DOMAIN_MONITOR_EVENT', qemu_domain_monitor_event_msg, nothing),
  DOMAIN_MONITOR_COMMAND_WITH_FILES: p(QEMU_PROGRAM, 7, 'DOMAIN_MONITOR_COMMAND_WITH_FILES', qemu_domain_monitor_command_with_files_args, qemu_domain_monitor_command_with_files_ret),
} as const;
