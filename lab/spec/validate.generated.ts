// The check of a lab as it was written: made from schemas/lab.schema.json. `npm run generate`
// @ts-nocheck
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://redfish-emu.dev/schemas/lab.schema.json","title":"LabDocument","description":"A lab of libvirt machines for bare-metal installations: networks, machines, DNS, load balancer and BMC.","type":"object","additionalProperties":false,"required":["name","baseDomain","networks","flavors","clusters"],"properties":{"name":{"description":"Of the lab: lower-case letters, digits and -, a letter first and no - last, at most 31. It is in the mark of everything that the lab makes, so two labs on one host need two names.","type":"string","pattern":"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"},"baseDomain":{"$ref":"#/$defs/domain","description":"Domain that the clusters' names are in."},"scale":{"description":"Shrinks every machine's vCPUs, memory and disks to fit a host: 0.25 is a quarter.","type":"number","exclusiveMinimum":0,"maximum":1,"default":1},"floors":{"description":"What the planner does about machines that are too small for OpenShift's installers: refuse them, warn, or ignore it (for rehearsals without an installation).","enum":["refuse","warn","ignore"],"default":"refuse"},"overcommit":{"description":"How far the machines may exceed the host: vCPUs per CPU, memory as a part of the host's, disk as a part of the pool's free space.","type":"object","additionalProperties":false,"properties":{"vcpus":{"type":"number","minimum":1,"default":4},"memory":{"type":"number","minimum":0.1,"default":1},"disk":{"type":"number","minimum":0.1,"default":1}},"default":{}},"hypervisors":{"description":"Where the machines run. Without: qemu:///system.","type":"array","minItems":1,"items":{"$ref":"#/$defs/hypervisor"},"default":[{"uri":"qemu:///system"}]},"networks":{"description":"By name. The first is the machines' own where nothing else is said.","type":"object","minProperties":1,"propertyNames":{"pattern":"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"},"additionalProperties":{"$ref":"#/$defs/network"}},"flavors":{"description":"Kinds of machines, by name.","type":"object","minProperties":1,"propertyNames":{"pattern":"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"},"additionalProperties":{"$ref":"#/$defs/flavor"}},"clusters":{"description":"By name.","type":"object","minProperties":1,"propertyNames":{"pattern":"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"},"additionalProperties":{"$ref":"#/$defs/cluster"}},"loadBalancer":{"$ref":"#/$defs/loadBalancer"},"dns":{"$ref":"#/$defs/dns","default":{}},"ntp":{"$ref":"#/$defs/ntp","default":{}},"bmc":{"$ref":"#/$defs/bmc","default":{}},"openshift":{"$ref":"#/$defs/openshift","default":{}},"gitops":{"$ref":"#/$defs/gitops"}},"$defs":{"domain":{"description":"A domain of two labels or more, in lower case, without a dot at its end: lab.example.com.","type":"string","pattern":"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$","maxLength":253},"address":{"description":"An IP address, whole (192.168.135.20, fd00::20) or short for one of its network (.20, ::20).","type":["string","number"],"pattern":"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"},"range":{"description":"From and to, both included: .100-.149. One address is a range, too.","type":["string","number"],"pattern":"^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$"},"cidr":{"description":"A network, by its first address and its length: 192.168.135.0/24, fd00:135::/64.","type":"string","pattern":"^[0-9a-fA-F.:]+/\\d{1,3}$"},"size":{"description":"Bytes, with a unit: 32GiB, 120GB; not 0.","type":"string","pattern":"^(?=.*[1-9])\\d{1,7}(\\.\\d{1,6})?\\s*(MiB|GiB|TiB|Mi|Gi|Ti|MB|GB|TB)$"},"mac":{"description":"Six bytes in hexadecimal digits: 52:54:00:aa:04:00.","type":"string","pattern":"^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"},"uuid":{"description":"8-4-4-4-12 hexadecimal digits: 10fcb067-2230-44db-b4d5-987298a23227.","type":"string","pattern":"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},"host":{"description":"A host name, or an IP address, whole or short for one of the first network: time.example.com, 192.0.2.1, .1.","type":["string","number"],"pattern":"^(\\.\\d{1,3}){1,3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$|^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$","maxLength":253},"hypervisor":{"title":"Hypervisor","type":"object","additionalProperties":false,"required":["uri"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9.-]{0,62}$","description":"Lower-case letters, digits, . and -. Without: what the URI says."},"uri":{"description":"A libvirt URI, such as qemu:///system or qemu+ssh://root@other/system.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9.-]*(\\+[A-Za-z0-9.-]+)?:/"},"pool":{"description":"Storage pool for the machines' volumes: letters, digits, _, . and -.","type":"string","pattern":"^[A-Za-z0-9_.-]{1,64}$","default":"default"},"poolPath":{"description":"Directory of that pool, from / on, for where it has to be made.","type":"string","pattern":"^/","default":"/var/lib/libvirt/images"}}},"network":{"title":"Network","type":"object","additionalProperties":false,"properties":{"mode":{"description":"nat, routed, isolated and open are libvirt networks; bridge is a bridge of the host that is there already.","enum":["nat","routed","isolated","open","bridge"],"default":"nat"},"bridge":{"description":"Name of the bridge device: at most 15 letters, digits, _, . and -. Required with mode bridge; otherwise made of the lab's and the network's name.","type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$"},"vlan":{"description":"VLAN tag of every port, with mode bridge (Open vSwitch).","type":"integer","minimum":1,"maximum":4094},"mtu":{"type":"integer","minimum":576,"maximum":9216},"ipv4":{"$ref":"#/$defs/subnet"},"ipv6":{"$ref":"#/$defs/subnet"}},"anyOf":[{"required":["ipv4"]},{"required":["ipv6"]}],"if":{"properties":{"mode":{"const":"bridge"}},"required":["mode"]},"then":{"required":["bridge"]},"else":{"properties":{"vlan":false}}},"subnet":{"title":"Subnet","type":"object","additionalProperties":false,"required":["cidr"],"properties":{"cidr":{"$ref":"#/$defs/cidr"},"gateway":{"$ref":"#/$defs/address","description":"Without: the first address."},"dhcp":{"$ref":"#/$defs/range","description":"Pool for machines that are no nodes of the lab. Nodes have reservations."},"reserved":{"description":"Addresses and ranges that nothing of the lab may have.","type":"array","items":{"$ref":"#/$defs/range"}}}},"flavor":{"title":"Flavor","type":"object","additionalProperties":false,"required":["vcpus","memory","disks"],"properties":{"vcpus":{"type":"integer","minimum":1,"maximum":512},"memory":{"$ref":"#/$defs/size"},"disks":{"description":"The first is the one that is installed to.","type":"array","minItems":1,"maxItems":24,"items":{"$ref":"#/$defs/disk"}},"firmware":{"enum":["uefi","bios"],"default":"uefi"},"secureBoot":{"type":"boolean","default":false},"tpm":{"description":"A TPM 2.0 (needs swtpm on the hypervisor).","type":"boolean","default":false},"cpu":{"description":"CPU mode of libvirt, where the virtualisation has it.","enum":["host-passthrough","host-model","maximum"],"default":"host-passthrough"},"machine":{"description":"Machine type of QEMU: q35, pc-q35-9.0.","type":"string","pattern":"^[A-Za-z0-9_.-]{1,64}$","default":"q35"},"virt":{"description":"auto: KVM where the host has it, otherwise QEMU's emulation.","enum":["auto","kvm","qemu"],"default":"auto"},"watchdog":{"type":"boolean","default":true},"serialLog":{"description":"Keep what the guest writes on its serial console.","type":"boolean","default":true},"networks":{"description":"Names of the networks that it has a card in, the first being the one that it boots from. Without: the cluster's.","type":"array","minItems":1,"items":{"type":"string"}}}},"disk":{"title":"Disk","type":"object","additionalProperties":false,"required":["size"],"properties":{"size":{"$ref":"#/$defs/size"},"bus":{"enum":["virtio","sata","scsi","nvme"],"default":"virtio"},"serial":{"description":"At most 20 letters, digits, _, . and -. Without: made of the machine's and the disk's name.","type":"string","pattern":"^[A-Za-z0-9_.-]{1,20}$"},"rotational":{"type":"boolean","default":false}}},"cluster":{"title":"Cluster","type":"object","additionalProperties":false,"required":["nodes"],"properties":{"fqdn":{"$ref":"#/$defs/domain","description":"Without: the cluster's name in the base domain."},"hub":{"description":"It installs the clusters whose install is acm.","type":"boolean","default":false},"install":{"description":"How it is to be installed: by the agent-based installer, by the hub (acm), or not at all.","enum":["agent","acm","none"],"default":"none"},"network":{"description":"Name of the network of its nodes and VIPs. Without: the first.","type":"string"},"hypervisor":{"description":"Name of the hypervisor of its nodes. Without: the first.","type":"string"},"apiVips":{"type":"array","minItems":1,"maxItems":2,"items":{"$ref":"#/$defs/address"}},"ingressVips":{"type":"array","minItems":1,"maxItems":2,"items":{"$ref":"#/$defs/address"}},"pods":{"type":"array","minItems":1,"maxItems":2,"items":{"$ref":"#/$defs/cidr"},"default":["10.128.0.0/14"]},"services":{"type":"array","minItems":1,"maxItems":2,"items":{"$ref":"#/$defs/cidr"},"default":["172.30.0.0/16"]},"imageSet":{"description":"ClusterImageSet that the hub installs: img4.18.1-x86-64. Without: the one of openshift.","type":"string","pattern":"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"},"metallb":{"description":"Addresses of its network for Services of type LoadBalancer: .180-.189.","type":"array","minItems":1,"items":{"$ref":"#/$defs/range"}},"nodes":{"description":"Nodes, one by one or in groups (with count).","type":"array","minItems":1,"items":{"$ref":"#/$defs/node"}}}},"node":{"title":"Node","type":"object","additionalProperties":false,"required":["flavor"],"properties":{"count":{"description":"So many alike. Names, addresses and identities count on.","type":"integer","minimum":1,"maximum":500},"name":{"description":"A host name: lower-case letters, digits and -. Without: cluster, role and a number: etl4-master-0. With count it needs a place for the number: etl4-node-%d.","type":"string","pattern":"^([a-z0-9-]|%d){1,63}$"},"role":{"enum":["master","worker","storage","arbiter","single"],"default":"master"},"flavor":{"type":"string"},"hypervisor":{"type":"string"},"address":{"$ref":"#/$defs/address","description":"In the cluster's network. With count: that of the first."},"address6":{"$ref":"#/$defs/address","description":"The same in IPv6."},"uuid":{"$ref":"#/$defs/uuid","description":"Without: made of the lab's, the cluster's and the node's name."},"mac":{"$ref":"#/$defs/mac","description":"Of the first card. Without: made like the UUID."}},"if":{"required":["count"]},"then":{"properties":{"uuid":false,"mac":false}}},"loadBalancer":{"title":"Load balancer","description":"HAProxy, which routes by SNI on one external address to the clusters' VIPs.","type":"object","additionalProperties":false,"required":["address"],"properties":{"address":{"$ref":"#/$defs/address","description":"External address of the hypervisor that it binds."},"stats":{"description":"Path of HAProxy's stats socket, from / on. Without: in the lab's directory.","type":"string","pattern":"^/"}}},"dns":{"title":"DNS","type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean","default":true},"upstream":{"description":"Servers that are asked for all other names. Without: those of the host.","type":"array","items":{"$ref":"#/$defs/address"}},"host":{"description":"How the hypervisor itself comes to resolve the lab's names; auto finds out which of them it has.","enum":["auto","systemd-resolved","NetworkManager","hosts","none"],"default":"auto"}}},"ntp":{"title":"NTP","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Serve time on the gateway (chrony).","type":"boolean","default":true},"servers":{"description":"Time servers that the nodes are to use instead.","type":"array","items":{"$ref":"#/$defs/host"}}}},"openshift":{"title":"OpenShift","description":"What clusters are installed with. Paths are relative to this document.","type":"object","additionalProperties":false,"properties":{"imageSet":{"description":"ClusterImageSet of clusters that name none of their own: img4.18.1-x86-64.","type":"string","pattern":"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"},"releaseImage":{"description":"Image of that set, where the hub does not know the set already: quay.io/openshift-release-dev/ocp-release:4.18.1-x86_64.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._:/@-]*$"},"pullSecretFile":{"description":"Pull secret, as console.redhat.com hands it out. Read where secrets are asked for.","type":"string","minLength":1},"sshKeyFile":{"description":"Public key that may log in to the nodes.","type":"string","minLength":1}}},"gitops":{"title":"GitOps","description":"Where what runs on the clusters is kept.","type":"object","additionalProperties":false,"required":["repo"],"properties":{"repo":{"description":"URL of its repository, https://git.example.com/lab.git or git@example.com:lab.git: INFRA_GITOPS_REPO of the environment file.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9+.-]*://[^\\s]+$|^[^\\s@]+@[^\\s:]+:[^\\s]+$"}}},"bmc":{"title":"BMC","description":"The Redfish service, `redfish-emu serve`.","type":"object","additionalProperties":false,"properties":{"address":{"$ref":"#/$defs/address","description":"That it listens on and manifests name. Without: the gateway of the first network."},"port":{"type":"integer","minimum":1,"maximum":65535,"default":8000},"user":{"description":"At most 64 letters, digits, ., _, @ and -.","type":"string","pattern":"^[A-Za-z0-9._@-]{1,64}$","default":"admin"},"passwordFile":{"description":"Without: a password is made once, and kept in the lab's directory.","type":"string","minLength":1},"allowHttp":{"description":"Serve plain http as well as https.","type":"boolean","default":false}}}}};
const schema32 = {"description":"A domain of two labels or more, in lower case, without a dot at its end: lab.example.com.","type":"string","pattern":"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$","maxLength":253};
const schema33 = {"title":"Hypervisor","type":"object","additionalProperties":false,"required":["uri"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9.-]{0,62}$","description":"Lower-case letters, digits, . and -. Without: what the URI says."},"uri":{"description":"A libvirt URI, such as qemu:///system or qemu+ssh://root@other/system.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9.-]*(\\+[A-Za-z0-9.-]+)?:/"},"pool":{"description":"Storage pool for the machines' volumes: letters, digits, _, . and -.","type":"string","pattern":"^[A-Za-z0-9_.-]{1,64}$","default":"default"},"poolPath":{"description":"Directory of that pool, from / on, for where it has to be made.","type":"string","pattern":"^/","default":"/var/lib/libvirt/images"}}};
const schema64 = {"title":"OpenShift","description":"What clusters are installed with. Paths are relative to this document.","type":"object","additionalProperties":false,"properties":{"imageSet":{"description":"ClusterImageSet of clusters that name none of their own: img4.18.1-x86-64.","type":"string","pattern":"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"},"releaseImage":{"description":"Image of that set, where the hub does not know the set already: quay.io/openshift-release-dev/ocp-release:4.18.1-x86_64.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._:/@-]*$"},"pullSecretFile":{"description":"Pull secret, as console.redhat.com hands it out. Read where secrets are asked for.","type":"string","minLength":1},"sshKeyFile":{"description":"Public key that may log in to the nodes.","type":"string","minLength":1}}};
const schema65 = {"title":"GitOps","description":"Where what runs on the clusters is kept.","type":"object","additionalProperties":false,"required":["repo"],"properties":{"repo":{"description":"URL of its repository, https://git.example.com/lab.git or git@example.com:lab.git: INFRA_GITOPS_REPO of the environment file.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9+.-]*://[^\\s]+$|^[^\\s@]+@[^\\s:]+:[^\\s]+$"}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = require("ajv/dist/runtime/ucs2length").default;
const pattern4 = new RegExp("^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$", "u");
const pattern5 = new RegExp("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern6 = new RegExp("^[a-z0-9][a-z0-9.-]{0,62}$", "u");
const pattern7 = new RegExp("^[A-Za-z][A-Za-z0-9.-]*(\\+[A-Za-z0-9.-]+)?:/", "u");
const pattern8 = new RegExp("^[A-Za-z0-9_.-]{1,64}$", "u");
const pattern9 = new RegExp("^/", "u");
const pattern27 = new RegExp("^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", "u");
const pattern41 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._:/@-]*$", "u");
const pattern42 = new RegExp("^[A-Za-z][A-Za-z0-9+.-]*://[^\\s]+$|^[^\\s@]+@[^\\s:]+:[^\\s]+$", "u");
const schema34 = {"title":"Network","type":"object","additionalProperties":false,"properties":{"mode":{"description":"nat, routed, isolated and open are libvirt networks; bridge is a bridge of the host that is there already.","enum":["nat","routed","isolated","open","bridge"],"default":"nat"},"bridge":{"description":"Name of the bridge device: at most 15 letters, digits, _, . and -. Required with mode bridge; otherwise made of the lab's and the network's name.","type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$"},"vlan":{"description":"VLAN tag of every port, with mode bridge (Open vSwitch).","type":"integer","minimum":1,"maximum":4094},"mtu":{"type":"integer","minimum":576,"maximum":9216},"ipv4":{"$ref":"#/$defs/subnet"},"ipv6":{"$ref":"#/$defs/subnet"}},"anyOf":[{"required":["ipv4"]},{"required":["ipv6"]}],"if":{"properties":{"mode":{"const":"bridge"}},"required":["mode"]},"then":{"required":["bridge"]},"else":{"properties":{"vlan":false}}};
const pattern11 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$", "u");
const schema35 = {"title":"Subnet","type":"object","additionalProperties":false,"required":["cidr"],"properties":{"cidr":{"$ref":"#/$defs/cidr"},"gateway":{"$ref":"#/$defs/address","description":"Without: the first address."},"dhcp":{"$ref":"#/$defs/range","description":"Pool for machines that are no nodes of the lab. Nodes have reservations."},"reserved":{"description":"Addresses and ranges that nothing of the lab may have.","type":"array","items":{"$ref":"#/$defs/range"}}}};
const schema36 = {"description":"A network, by its first address and its length: 192.168.135.0/24, fd00:135::/64.","type":"string","pattern":"^[0-9a-fA-F.:]+/\\d{1,3}$"};
const schema37 = {"description":"An IP address, whole (192.168.135.20, fd00::20) or short for one of its network (.20, ::20).","type":["string","number"],"pattern":"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"};
const schema38 = {"description":"From and to, both included: .100-.149. One address is a range, too.","type":["string","number"],"pattern":"^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$"};
const pattern12 = new RegExp("^[0-9a-fA-F.:]+/\\d{1,3}$", "u");
const pattern13 = new RegExp("^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$", "u");
const pattern14 = new RegExp("^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$", "u");

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cidr === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cidr"},message:"must have required property '"+"cidr"+"'",schema:schema35.required,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "cidr") || (key0 === "gateway")) || (key0 === "dhcp")) || (key0 === "reserved"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.cidr !== undefined){
let data0 = data.cidr;
if(typeof data0 === "string"){
if(!pattern12.test(data0)){
const err2 = {instancePath:instancePath+"/cidr",schemaPath:"#/$defs/cidr/pattern",keyword:"pattern",params:{pattern: "^[0-9a-fA-F.:]+/\\d{1,3}$"},message:"must match pattern \""+"^[0-9a-fA-F.:]+/\\d{1,3}$"+"\"",schema:"^[0-9a-fA-F.:]+/\\d{1,3}$",parentSchema:schema36,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/cidr",schemaPath:"#/$defs/cidr/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.type,parentSchema:schema36,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.gateway !== undefined){
let data1 = data.gateway;
if((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))){
const err4 = {instancePath:instancePath+"/gateway",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data1 === "string"){
if(!pattern13.test(data1)){
const err5 = {instancePath:instancePath+"/gateway",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"},message:"must match pattern \""+"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"+"\"",schema:"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$",parentSchema:schema37,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.dhcp !== undefined){
let data2 = data.dhcp;
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
const err6 = {instancePath:instancePath+"/dhcp",schemaPath:"#/$defs/range/type",keyword:"type",params:{type: schema38.type},message:"must be string,number",schema:schema38.type,parentSchema:schema38,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern14.test(data2)){
const err7 = {instancePath:instancePath+"/dhcp",schemaPath:"#/$defs/range/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$"},message:"must match pattern \""+"^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$"+"\"",schema:"^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$",parentSchema:schema38,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.reserved !== undefined){
let data3 = data.reserved;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))){
const err8 = {instancePath:instancePath+"/reserved/" + i0,schemaPath:"#/$defs/range/type",keyword:"type",params:{type: schema38.type},message:"must be string,number",schema:schema38.type,parentSchema:schema38,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(typeof data4 === "string"){
if(!pattern14.test(data4)){
const err9 = {instancePath:instancePath+"/reserved/" + i0,schemaPath:"#/$defs/range/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$"},message:"must match pattern \""+"^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$"+"\"",schema:"^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$",parentSchema:schema38,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
else {
const err10 = {instancePath:instancePath+"/reserved",schemaPath:"#/properties/reserved/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema35.properties.reserved.type,parentSchema:schema35.properties.reserved,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ipv4 === undefined){
const err0 = {instancePath,schemaPath:"#/anyOf/0/required",keyword:"required",params:{missingProperty: "ipv4"},message:"must have required property '"+"ipv4"+"'",schema:schema34.anyOf[0].required,parentSchema:schema34.anyOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ipv6 === undefined){
const err1 = {instancePath,schemaPath:"#/anyOf/1/required",keyword:"required",params:{missingProperty: "ipv6"},message:"must have required property '"+"ipv6"+"'",schema:schema34.anyOf[1].required,parentSchema:schema34.anyOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const err2 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema34.anyOf,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
const _errs4 = errors;
let valid1 = true;
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.mode === undefined) && (missing0 = "mode")){
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
else {
if(data.mode !== undefined){
if("bridge" !== data.mode){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
var _valid1 = _errs5 === errors;
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid1){
const _errs7 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.bridge === undefined){
const err5 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "bridge"},message:"must have required property '"+"bridge"+"'",schema:schema34.then.required,parentSchema:schema34.then,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid1 = _errs7 === errors;
valid1 = _valid1;
ifClause0 = "then";
}
else {
const _errs8 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.vlan !== undefined){
const err6 = {instancePath:instancePath+"/vlan",schemaPath:"#/else/properties/vlan/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema34.else.properties.vlan,data:data.vlan};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid1 = _errs8 === errors;
valid1 = _valid1;
if(valid1){
var props0 = {};
props0.vlan = true;
props0.mode = true;
}
ifClause0 = "else";
}
if(!valid1){
const err7 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema34.if,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.mode === undefined){
data.mode = "nat";
}
for(const key0 in data){
if(!((((((key0 === "mode") || (key0 === "bridge")) || (key0 === "vlan")) || (key0 === "mtu")) || (key0 === "ipv4")) || (key0 === "ipv6"))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
let data2 = data.mode;
if(!(((((data2 === "nat") || (data2 === "routed")) || (data2 === "isolated")) || (data2 === "open")) || (data2 === "bridge"))){
const err9 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema34.properties.mode.enum},message:"must be equal to one of the allowed values",schema:schema34.properties.mode.enum,parentSchema:schema34.properties.mode,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.bridge !== undefined){
let data3 = data.bridge;
if(typeof data3 === "string"){
if(!pattern11.test(data3)){
const err10 = {instancePath:instancePath+"/bridge",schemaPath:"#/properties/bridge/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$"},message:"must match pattern \""+"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$"+"\"",schema:"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$",parentSchema:schema34.properties.bridge,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/bridge",schemaPath:"#/properties/bridge/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.bridge.type,parentSchema:schema34.properties.bridge,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.vlan !== undefined){
let data4 = data.vlan;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err12 = {instancePath:instancePath+"/vlan",schemaPath:"#/properties/vlan/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema34.properties.vlan.type,parentSchema:schema34.properties.vlan,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 4094 || isNaN(data4)){
const err13 = {instancePath:instancePath+"/vlan",schemaPath:"#/properties/vlan/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4094},message:"must be <= 4094",schema:4094,parentSchema:schema34.properties.vlan,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err14 = {instancePath:instancePath+"/vlan",schemaPath:"#/properties/vlan/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema34.properties.vlan,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data.mtu !== undefined){
let data5 = data.mtu;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err15 = {instancePath:instancePath+"/mtu",schemaPath:"#/properties/mtu/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema34.properties.mtu.type,parentSchema:schema34.properties.mtu,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 9216 || isNaN(data5)){
const err16 = {instancePath:instancePath+"/mtu",schemaPath:"#/properties/mtu/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9216},message:"must be <= 9216",schema:9216,parentSchema:schema34.properties.mtu,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data5 < 576 || isNaN(data5)){
const err17 = {instancePath:instancePath+"/mtu",schemaPath:"#/properties/mtu/minimum",keyword:"minimum",params:{comparison: ">=", limit: 576},message:"must be >= 576",schema:576,parentSchema:schema34.properties.mtu,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data.ipv4 !== undefined){
if(!(validate22(data.ipv4, {instancePath:instancePath+"/ipv4",parentData:data,parentDataProperty:"ipv4",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.ipv6 !== undefined){
if(!(validate22(data.ipv6, {instancePath:instancePath+"/ipv6",parentData:data,parentDataProperty:"ipv6",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema34.type,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema40 = {"title":"Flavor","type":"object","additionalProperties":false,"required":["vcpus","memory","disks"],"properties":{"vcpus":{"type":"integer","minimum":1,"maximum":512},"memory":{"$ref":"#/$defs/size"},"disks":{"description":"The first is the one that is installed to.","type":"array","minItems":1,"maxItems":24,"items":{"$ref":"#/$defs/disk"}},"firmware":{"enum":["uefi","bios"],"default":"uefi"},"secureBoot":{"type":"boolean","default":false},"tpm":{"description":"A TPM 2.0 (needs swtpm on the hypervisor).","type":"boolean","default":false},"cpu":{"description":"CPU mode of libvirt, where the virtualisation has it.","enum":["host-passthrough","host-model","maximum"],"default":"host-passthrough"},"machine":{"description":"Machine type of QEMU: q35, pc-q35-9.0.","type":"string","pattern":"^[A-Za-z0-9_.-]{1,64}$","default":"q35"},"virt":{"description":"auto: KVM where the host has it, otherwise QEMU's emulation.","enum":["auto","kvm","qemu"],"default":"auto"},"watchdog":{"type":"boolean","default":true},"serialLog":{"description":"Keep what the guest writes on its serial console.","type":"boolean","default":true},"networks":{"description":"Names of the networks that it has a card in, the first being the one that it boots from. Without: the cluster's.","type":"array","minItems":1,"items":{"type":"string"}}}};
const schema41 = {"description":"Bytes, with a unit: 32GiB, 120GB; not 0.","type":"string","pattern":"^(?=.*[1-9])\\d{1,7}(\\.\\d{1,6})?\\s*(MiB|GiB|TiB|Mi|Gi|Ti|MB|GB|TB)$"};
const pattern17 = new RegExp("^(?=.*[1-9])\\d{1,7}(\\.\\d{1,6})?\\s*(MiB|GiB|TiB|Mi|Gi|Ti|MB|GB|TB)$", "u");
const schema42 = {"title":"Disk","type":"object","additionalProperties":false,"required":["size"],"properties":{"size":{"$ref":"#/$defs/size"},"bus":{"enum":["virtio","sata","scsi","nvme"],"default":"virtio"},"serial":{"description":"At most 20 letters, digits, _, . and -. Without: made of the machine's and the disk's name.","type":"string","pattern":"^[A-Za-z0-9_.-]{1,20}$"},"rotational":{"type":"boolean","default":false}}};
const pattern19 = new RegExp("^[A-Za-z0-9_.-]{1,20}$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.bus === undefined){
data.bus = "virtio";
}
if(data.rotational === undefined){
data.rotational = false;
}
if(data.size === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "size"},message:"must have required property '"+"size"+"'",schema:schema42.required,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "size") || (key0 === "bus")) || (key0 === "serial")) || (key0 === "rotational"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.size !== undefined){
let data0 = data.size;
if(typeof data0 === "string"){
if(!pattern17.test(data0)){
const err2 = {instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?=.*[1-9])\\d{1,7}(\\.\\d{1,6})?\\s*(MiB|GiB|TiB|Mi|Gi|Ti|MB|GB|TB)$"},message:"must match pattern \""+"^(?=.*[1-9])\\d{1,7}(\\.\\d{1,6})?\\s*(MiB|GiB|TiB|Mi|Gi|Ti|MB|GB|TB)$"+"\"",schema:"^(?=.*[1-9])\\d{1,7}(\\.\\d{1,6})?\\s*(MiB|GiB|TiB|Mi|Gi|Ti|MB|GB|TB)$",parentSchema:schema41,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.type,parentSchema:schema41,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
let data1 = data.bus;
if(!((((data1 === "virtio") || (data1 === "sata")) || (data1 === "scsi")) || (data1 === "nvme"))){
const err4 = {instancePath:instancePath+"/bus",schemaPath:"#/properties/bus/enum",keyword:"enum",params:{allowedValues: schema42.properties.bus.enum},message:"must be equal to one of the allowed values",schema:schema42.properties.bus.enum,parentSchema:schema42.properties.bus,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.serial !== undefined){
let data2 = data.serial;
if(typeof data2 === "string"){
if(!pattern19.test(data2)){
const err5 = {instancePath:instancePath+"/serial",schemaPath:"#/properties/serial/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_.-]{1,20}$"},message:"must match pattern \""+"^[A-Za-z0-9_.-]{1,20}$"+"\"",schema:"^[A-Za-z0-9_.-]{1,20}$",parentSchema:schema42.properties.serial,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/serial",schemaPath:"#/properties/serial/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.serial.type,parentSchema:schema42.properties.serial,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
let data3 = data.rotational;
if(typeof data3 !== "boolean"){
const err7 = {instancePath:instancePath+"/rotational",schemaPath:"#/properties/rotational/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema42.properties.rotational.type,parentSchema:schema42.properties.rotational,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.firmware === undefined){
data.firmware = "uefi";
}
if(data.secureBoot === undefined){
data.secureBoot = false;
}
if(data.tpm === undefined){
data.tpm = false;
}
if(data.cpu === undefined){
data.cpu = "host-passthrough";
}
if(data.machine === undefined){
data.machine = "q35";
}
if(data.virt === undefined){
data.virt = "auto";
}
if(data.watchdog === undefined){
data.watchdog = true;
}
if(data.serialLog === undefined){
data.serialLog = true;
}
if(data.vcpus === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "vcpus"},message:"must have required property '"+"vcpus"+"'",schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.memory === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "memory"},message:"must have required property '"+"memory"+"'",schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.disks === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "disks"},message:"must have required property '"+"disks"+"'",schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema40.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.vcpus !== undefined){
let data0 = data.vcpus;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err4 = {instancePath:instancePath+"/vcpus",schemaPath:"#/properties/vcpus/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema40.properties.vcpus.type,parentSchema:schema40.properties.vcpus,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 512 || isNaN(data0)){
const err5 = {instancePath:instancePath+"/vcpus",schemaPath:"#/properties/vcpus/maximum",keyword:"maximum",params:{comparison: "<=", limit: 512},message:"must be <= 512",schema:512,parentSchema:schema40.properties.vcpus,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err6 = {instancePath:instancePath+"/vcpus",schemaPath:"#/properties/vcpus/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema40.properties.vcpus,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.memory !== undefined){
let data1 = data.memory;
if(typeof data1 === "string"){
if(!pattern17.test(data1)){
const err7 = {instancePath:instancePath+"/memory",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?=.*[1-9])\\d{1,7}(\\.\\d{1,6})?\\s*(MiB|GiB|TiB|Mi|Gi|Ti|MB|GB|TB)$"},message:"must match pattern \""+"^(?=.*[1-9])\\d{1,7}(\\.\\d{1,6})?\\s*(MiB|GiB|TiB|Mi|Gi|Ti|MB|GB|TB)$"+"\"",schema:"^(?=.*[1-9])\\d{1,7}(\\.\\d{1,6})?\\s*(MiB|GiB|TiB|Mi|Gi|Ti|MB|GB|TB)$",parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/memory",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.type,parentSchema:schema41,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.disks !== undefined){
let data2 = data.disks;
if(Array.isArray(data2)){
if(data2.length > 24){
const err9 = {instancePath:instancePath+"/disks",schemaPath:"#/properties/disks/maxItems",keyword:"maxItems",params:{limit: 24},message:"must NOT have more than 24 items",schema:24,parentSchema:schema40.properties.disks,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/disks",schemaPath:"#/properties/disks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema40.properties.disks,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate27(data2[i0], {instancePath:instancePath+"/disks/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath:instancePath+"/disks",schemaPath:"#/properties/disks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema40.properties.disks.type,parentSchema:schema40.properties.disks,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
let data4 = data.firmware;
if(!((data4 === "uefi") || (data4 === "bios"))){
const err12 = {instancePath:instancePath+"/firmware",schemaPath:"#/properties/firmware/enum",keyword:"enum",params:{allowedValues: schema40.properties.firmware.enum},message:"must be equal to one of the allowed values",schema:schema40.properties.firmware.enum,parentSchema:schema40.properties.firmware,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
let data5 = data.secureBoot;
if(typeof data5 !== "boolean"){
const err13 = {instancePath:instancePath+"/secureBoot",schemaPath:"#/properties/secureBoot/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.properties.secureBoot.type,parentSchema:schema40.properties.secureBoot,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
let data6 = data.tpm;
if(typeof data6 !== "boolean"){
const err14 = {instancePath:instancePath+"/tpm",schemaPath:"#/properties/tpm/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.properties.tpm.type,parentSchema:schema40.properties.tpm,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
let data7 = data.cpu;
if(!(((data7 === "host-passthrough") || (data7 === "host-model")) || (data7 === "maximum"))){
const err15 = {instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/enum",keyword:"enum",params:{allowedValues: schema40.properties.cpu.enum},message:"must be equal to one of the allowed values",schema:schema40.properties.cpu.enum,parentSchema:schema40.properties.cpu,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
let data8 = data.machine;
if(typeof data8 === "string"){
if(!pattern8.test(data8)){
const err16 = {instancePath:instancePath+"/machine",schemaPath:"#/properties/machine/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_.-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9_.-]{1,64}$"+"\"",schema:"^[A-Za-z0-9_.-]{1,64}$",parentSchema:schema40.properties.machine,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/machine",schemaPath:"#/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.machine.type,parentSchema:schema40.properties.machine,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
let data9 = data.virt;
if(!(((data9 === "auto") || (data9 === "kvm")) || (data9 === "qemu"))){
const err18 = {instancePath:instancePath+"/virt",schemaPath:"#/properties/virt/enum",keyword:"enum",params:{allowedValues: schema40.properties.virt.enum},message:"must be equal to one of the allowed values",schema:schema40.properties.virt.enum,parentSchema:schema40.properties.virt,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
let data10 = data.watchdog;
if(typeof data10 !== "boolean"){
const err19 = {instancePath:instancePath+"/watchdog",schemaPath:"#/properties/watchdog/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.properties.watchdog.type,parentSchema:schema40.properties.watchdog,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
let data11 = data.serialLog;
if(typeof data11 !== "boolean"){
const err20 = {instancePath:instancePath+"/serialLog",schemaPath:"#/properties/serialLog/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.properties.serialLog.type,parentSchema:schema40.properties.serialLog,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data.networks !== undefined){
let data12 = data.networks;
if(Array.isArray(data12)){
if(data12.length < 1){
const err21 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema40.properties.networks,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
const len1 = data12.length;
for(let i1=0; i1<len1; i1++){
let data13 = data12[i1];
if(typeof data13 !== "string"){
const err22 = {instancePath:instancePath+"/networks/" + i1,schemaPath:"#/properties/networks/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.networks.items.type,parentSchema:schema40.properties.networks.items,data:data13};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema40.properties.networks.type,parentSchema:schema40.properties.networks,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema40.type,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema44 = {"title":"Cluster","type":"object","additionalProperties":false,"required":["nodes"],"properties":{"fqdn":{"$ref":"#/$defs/domain","description":"Without: the cluster's name in the base domain."},"hub":{"description":"It installs the clusters whose install is acm.","type":"boolean","default":false},"install":{"description":"How it is to be installed: by the agent-based installer, by the hub (acm), or not at all.","enum":["agent","acm","none"],"default":"none"},"network":{"description":"Name of the network of its nodes and VIPs. Without: the first.","type":"string"},"hypervisor":{"description":"Name of the hypervisor of its nodes. Without: the first.","type":"string"},"apiVips":{"type":"array","minItems":1,"maxItems":2,"items":{"$ref":"#/$defs/address"}},"ingressVips":{"type":"array","minItems":1,"maxItems":2,"items":{"$ref":"#/$defs/address"}},"pods":{"type":"array","minItems":1,"maxItems":2,"items":{"$ref":"#/$defs/cidr"},"default":["10.128.0.0/14"]},"services":{"type":"array","minItems":1,"maxItems":2,"items":{"$ref":"#/$defs/cidr"},"default":["172.30.0.0/16"]},"imageSet":{"description":"ClusterImageSet that the hub installs: img4.18.1-x86-64. Without: the one of openshift.","type":"string","pattern":"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"},"metallb":{"description":"Addresses of its network for Services of type LoadBalancer: .180-.189.","type":"array","minItems":1,"items":{"$ref":"#/$defs/range"}},"nodes":{"description":"Nodes, one by one or in groups (with count).","type":"array","minItems":1,"items":{"$ref":"#/$defs/node"}}}};
const schema51 = {"title":"Node","type":"object","additionalProperties":false,"required":["flavor"],"properties":{"count":{"description":"So many alike. Names, addresses and identities count on.","type":"integer","minimum":1,"maximum":500},"name":{"description":"A host name: lower-case letters, digits and -. Without: cluster, role and a number: etl4-master-0. With count it needs a place for the number: etl4-node-%d.","type":"string","pattern":"^([a-z0-9-]|%d){1,63}$"},"role":{"enum":["master","worker","storage","arbiter","single"],"default":"master"},"flavor":{"type":"string"},"hypervisor":{"type":"string"},"address":{"$ref":"#/$defs/address","description":"In the cluster's network. With count: that of the first."},"address6":{"$ref":"#/$defs/address","description":"The same in IPv6."},"uuid":{"$ref":"#/$defs/uuid","description":"Without: made of the lab's, the cluster's and the node's name."},"mac":{"$ref":"#/$defs/mac","description":"Of the first card. Without: made like the UUID."}},"if":{"required":["count"]},"then":{"properties":{"uuid":false,"mac":false}}};
const schema54 = {"description":"8-4-4-4-12 hexadecimal digits: 10fcb067-2230-44db-b4d5-987298a23227.","type":"string","pattern":"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"};
const schema55 = {"description":"Six bytes in hexadecimal digits: 52:54:00:aa:04:00.","type":"string","pattern":"^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"};
const pattern29 = new RegExp("^([a-z0-9-]|%d){1,63}$", "u");
const pattern32 = new RegExp("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", "u");
const pattern33 = new RegExp("^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$", "u");

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.count === undefined) && (missing0 = "count")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.uuid !== undefined){
const err1 = {instancePath:instancePath+"/uuid",schemaPath:"#/then/properties/uuid/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema51.then.properties.uuid,data:data.uuid};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.mac !== undefined){
const err2 = {instancePath:instancePath+"/mac",schemaPath:"#/then/properties/mac/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:false,parentSchema:schema51.then.properties.mac,data:data.mac};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
if(valid0){
var props0 = {};
props0.uuid = true;
props0.mac = true;
}
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema51.if,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.role === undefined){
data.role = "master";
}
if(data.flavor === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "flavor"},message:"must have required property '"+"flavor"+"'",schema:schema51.required,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema51.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.count !== undefined){
let data2 = data.count;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema51.properties.count.type,parentSchema:schema51.properties.count,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 500 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 500},message:"must be <= 500",schema:500,parentSchema:schema51.properties.count,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema51.properties.count,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.name !== undefined){
let data3 = data.name;
if(typeof data3 === "string"){
if(!pattern29.test(data3)){
const err9 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9-]|%d){1,63}$"},message:"must match pattern \""+"^([a-z0-9-]|%d){1,63}$"+"\"",schema:"^([a-z0-9-]|%d){1,63}$",parentSchema:schema51.properties.name,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.properties.name.type,parentSchema:schema51.properties.name,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
let data4 = data.role;
if(!(((((data4 === "master") || (data4 === "worker")) || (data4 === "storage")) || (data4 === "arbiter")) || (data4 === "single"))){
const err11 = {instancePath:instancePath+"/role",schemaPath:"#/properties/role/enum",keyword:"enum",params:{allowedValues: schema51.properties.role.enum},message:"must be equal to one of the allowed values",schema:schema51.properties.role.enum,parentSchema:schema51.properties.role,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.flavor !== undefined){
let data5 = data.flavor;
if(typeof data5 !== "string"){
const err12 = {instancePath:instancePath+"/flavor",schemaPath:"#/properties/flavor/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.properties.flavor.type,parentSchema:schema51.properties.flavor,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.hypervisor !== undefined){
let data6 = data.hypervisor;
if(typeof data6 !== "string"){
const err13 = {instancePath:instancePath+"/hypervisor",schemaPath:"#/properties/hypervisor/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.properties.hypervisor.type,parentSchema:schema51.properties.hypervisor,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.address !== undefined){
let data7 = data.address;
if((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))){
const err14 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(typeof data7 === "string"){
if(!pattern13.test(data7)){
const err15 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"},message:"must match pattern \""+"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"+"\"",schema:"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$",parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.address6 !== undefined){
let data8 = data.address6;
if((typeof data8 !== "string") && (!((typeof data8 == "number") && (isFinite(data8))))){
const err16 = {instancePath:instancePath+"/address6",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(typeof data8 === "string"){
if(!pattern13.test(data8)){
const err17 = {instancePath:instancePath+"/address6",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"},message:"must match pattern \""+"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"+"\"",schema:"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$",parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data.uuid !== undefined){
let data9 = data.uuid;
if(typeof data9 === "string"){
if(!pattern32.test(data9)){
const err18 = {instancePath:instancePath+"/uuid",schemaPath:"#/$defs/uuid/pattern",keyword:"pattern",params:{pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},message:"must match pattern \""+"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"+"\"",schema:"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",parentSchema:schema54,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/uuid",schemaPath:"#/$defs/uuid/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema54.type,parentSchema:schema54,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.mac !== undefined){
let data10 = data.mac;
if(typeof data10 === "string"){
if(!pattern33.test(data10)){
const err20 = {instancePath:instancePath+"/mac",schemaPath:"#/$defs/mac/pattern",keyword:"pattern",params:{pattern: "^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"},message:"must match pattern \""+"^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"+"\"",schema:"^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$",parentSchema:schema55,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/mac",schemaPath:"#/$defs/mac/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema55.type,parentSchema:schema55,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema51.type,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate30.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.hub === undefined){
data.hub = false;
}
if(data.install === undefined){
data.install = "none";
}
if(data.pods === undefined){
data.pods = ["10.128.0.0/14"];
}
if(data.services === undefined){
data.services = ["172.30.0.0/16"];
}
if(data.nodes === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nodes"},message:"must have required property '"+"nodes"+"'",schema:schema44.required,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema44.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.fqdn !== undefined){
let data0 = data.fqdn;
if(typeof data0 === "string"){
if(func2(data0) > 253){
const err2 = {instancePath:instancePath+"/fqdn",schemaPath:"#/$defs/domain/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!pattern5.test(data0)){
const err3 = {instancePath:instancePath+"/fqdn",schemaPath:"#/$defs/domain/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/fqdn",schemaPath:"#/$defs/domain/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
let data1 = data.hub;
if(typeof data1 !== "boolean"){
const err5 = {instancePath:instancePath+"/hub",schemaPath:"#/properties/hub/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema44.properties.hub.type,parentSchema:schema44.properties.hub,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
let data2 = data.install;
if(!(((data2 === "agent") || (data2 === "acm")) || (data2 === "none"))){
const err6 = {instancePath:instancePath+"/install",schemaPath:"#/properties/install/enum",keyword:"enum",params:{allowedValues: schema44.properties.install.enum},message:"must be equal to one of the allowed values",schema:schema44.properties.install.enum,parentSchema:schema44.properties.install,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.network !== undefined){
let data3 = data.network;
if(typeof data3 !== "string"){
const err7 = {instancePath:instancePath+"/network",schemaPath:"#/properties/network/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.network.type,parentSchema:schema44.properties.network,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.hypervisor !== undefined){
let data4 = data.hypervisor;
if(typeof data4 !== "string"){
const err8 = {instancePath:instancePath+"/hypervisor",schemaPath:"#/properties/hypervisor/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.hypervisor.type,parentSchema:schema44.properties.hypervisor,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.apiVips !== undefined){
let data5 = data.apiVips;
if(Array.isArray(data5)){
if(data5.length > 2){
const err9 = {instancePath:instancePath+"/apiVips",schemaPath:"#/properties/apiVips/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items",schema:2,parentSchema:schema44.properties.apiVips,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data5.length < 1){
const err10 = {instancePath:instancePath+"/apiVips",schemaPath:"#/properties/apiVips/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema44.properties.apiVips,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))){
const err11 = {instancePath:instancePath+"/apiVips/" + i0,schemaPath:"#/$defs/address/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(typeof data6 === "string"){
if(!pattern13.test(data6)){
const err12 = {instancePath:instancePath+"/apiVips/" + i0,schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"},message:"must match pattern \""+"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"+"\"",schema:"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$",parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
}
else {
const err13 = {instancePath:instancePath+"/apiVips",schemaPath:"#/properties/apiVips/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.apiVips.type,parentSchema:schema44.properties.apiVips,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.ingressVips !== undefined){
let data7 = data.ingressVips;
if(Array.isArray(data7)){
if(data7.length > 2){
const err14 = {instancePath:instancePath+"/ingressVips",schemaPath:"#/properties/ingressVips/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items",schema:2,parentSchema:schema44.properties.ingressVips,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data7.length < 1){
const err15 = {instancePath:instancePath+"/ingressVips",schemaPath:"#/properties/ingressVips/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema44.properties.ingressVips,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
let data8 = data7[i1];
if((typeof data8 !== "string") && (!((typeof data8 == "number") && (isFinite(data8))))){
const err16 = {instancePath:instancePath+"/ingressVips/" + i1,schemaPath:"#/$defs/address/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(typeof data8 === "string"){
if(!pattern13.test(data8)){
const err17 = {instancePath:instancePath+"/ingressVips/" + i1,schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"},message:"must match pattern \""+"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"+"\"",schema:"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$",parentSchema:schema37,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
else {
const err18 = {instancePath:instancePath+"/ingressVips",schemaPath:"#/properties/ingressVips/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.ingressVips.type,parentSchema:schema44.properties.ingressVips,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
let data9 = data.pods;
if(Array.isArray(data9)){
if(data9.length > 2){
const err19 = {instancePath:instancePath+"/pods",schemaPath:"#/properties/pods/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items",schema:2,parentSchema:schema44.properties.pods,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data9.length < 1){
const err20 = {instancePath:instancePath+"/pods",schemaPath:"#/properties/pods/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema44.properties.pods,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len2 = data9.length;
for(let i2=0; i2<len2; i2++){
let data10 = data9[i2];
if(typeof data10 === "string"){
if(!pattern12.test(data10)){
const err21 = {instancePath:instancePath+"/pods/" + i2,schemaPath:"#/$defs/cidr/pattern",keyword:"pattern",params:{pattern: "^[0-9a-fA-F.:]+/\\d{1,3}$"},message:"must match pattern \""+"^[0-9a-fA-F.:]+/\\d{1,3}$"+"\"",schema:"^[0-9a-fA-F.:]+/\\d{1,3}$",parentSchema:schema36,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/pods/" + i2,schemaPath:"#/$defs/cidr/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.type,parentSchema:schema36,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/pods",schemaPath:"#/properties/pods/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.pods.type,parentSchema:schema44.properties.pods,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
let data11 = data.services;
if(Array.isArray(data11)){
if(data11.length > 2){
const err24 = {instancePath:instancePath+"/services",schemaPath:"#/properties/services/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items",schema:2,parentSchema:schema44.properties.services,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data11.length < 1){
const err25 = {instancePath:instancePath+"/services",schemaPath:"#/properties/services/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema44.properties.services,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
const len3 = data11.length;
for(let i3=0; i3<len3; i3++){
let data12 = data11[i3];
if(typeof data12 === "string"){
if(!pattern12.test(data12)){
const err26 = {instancePath:instancePath+"/services/" + i3,schemaPath:"#/$defs/cidr/pattern",keyword:"pattern",params:{pattern: "^[0-9a-fA-F.:]+/\\d{1,3}$"},message:"must match pattern \""+"^[0-9a-fA-F.:]+/\\d{1,3}$"+"\"",schema:"^[0-9a-fA-F.:]+/\\d{1,3}$",parentSchema:schema36,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/services/" + i3,schemaPath:"#/$defs/cidr/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.type,parentSchema:schema36,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/services",schemaPath:"#/properties/services/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.services.type,parentSchema:schema44.properties.services,data:data11};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data.imageSet !== undefined){
let data13 = data.imageSet;
if(typeof data13 === "string"){
if(!pattern27.test(data13)){
const err29 = {instancePath:instancePath+"/imageSet",schemaPath:"#/properties/imageSet/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$",parentSchema:schema44.properties.imageSet,data:data13};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/imageSet",schemaPath:"#/properties/imageSet/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.imageSet.type,parentSchema:schema44.properties.imageSet,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.metallb !== undefined){
let data14 = data.metallb;
if(Array.isArray(data14)){
if(data14.length < 1){
const err31 = {instancePath:instancePath+"/metallb",schemaPath:"#/properties/metallb/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema44.properties.metallb,data:data14};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
const len4 = data14.length;
for(let i4=0; i4<len4; i4++){
let data15 = data14[i4];
if((typeof data15 !== "string") && (!((typeof data15 == "number") && (isFinite(data15))))){
const err32 = {instancePath:instancePath+"/metallb/" + i4,schemaPath:"#/$defs/range/type",keyword:"type",params:{type: schema38.type},message:"must be string,number",schema:schema38.type,parentSchema:schema38,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(typeof data15 === "string"){
if(!pattern14.test(data15)){
const err33 = {instancePath:instancePath+"/metallb/" + i4,schemaPath:"#/$defs/range/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$"},message:"must match pattern \""+"^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$"+"\"",schema:"^[^\\s-]+(\\s*-\\s*[^\\s-]+)?$",parentSchema:schema38,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
else {
const err34 = {instancePath:instancePath+"/metallb",schemaPath:"#/properties/metallb/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.metallb.type,parentSchema:schema44.properties.metallb,data:data14};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.nodes !== undefined){
let data16 = data.nodes;
if(Array.isArray(data16)){
if(data16.length < 1){
const err35 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema44.properties.nodes,data:data16};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
const len5 = data16.length;
for(let i5=0; i5<len5; i5++){
if(!(validate31(data16[i5], {instancePath:instancePath+"/nodes/" + i5,parentData:data16,parentDataProperty:i5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err36 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.nodes.type,parentSchema:schema44.properties.nodes,data:data16};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}
validate30.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema56 = {"title":"Load balancer","description":"HAProxy, which routes by SNI on one external address to the clusters' VIPs.","type":"object","additionalProperties":false,"required":["address"],"properties":{"address":{"$ref":"#/$defs/address","description":"External address of the hypervisor that it binds."},"stats":{"description":"Path of HAProxy's stats socket, from / on. Without: in the lab's directory.","type":"string","pattern":"^/"}}};

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate34.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.address === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'",schema:schema56.required,parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "address") || (key0 === "stats"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.address !== undefined){
let data0 = data.address;
if((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))){
const err2 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(typeof data0 === "string"){
if(!pattern13.test(data0)){
const err3 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"},message:"must match pattern \""+"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"+"\"",schema:"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$",parentSchema:schema37,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.stats !== undefined){
let data1 = data.stats;
if(typeof data1 === "string"){
if(!pattern9.test(data1)){
const err4 = {instancePath:instancePath+"/stats",schemaPath:"#/properties/stats/pattern",keyword:"pattern",params:{pattern: "^/"},message:"must match pattern \""+"^/"+"\"",schema:"^/",parentSchema:schema56.properties.stats,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/stats",schemaPath:"#/properties/stats/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema56.properties.stats.type,parentSchema:schema56.properties.stats,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema56.type,parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}
validate34.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema58 = {"title":"DNS","type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean","default":true},"upstream":{"description":"Servers that are asked for all other names. Without: those of the host.","type":"array","items":{"$ref":"#/$defs/address"}},"host":{"description":"How the hypervisor itself comes to resolve the lab's names; auto finds out which of them it has.","enum":["auto","systemd-resolved","NetworkManager","hosts","none"],"default":"auto"}}};

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate36.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.enabled === undefined){
data.enabled = true;
}
if(data.host === undefined){
data.host = "auto";
}
for(const key0 in data){
if(!(((key0 === "enabled") || (key0 === "upstream")) || (key0 === "host"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
let data0 = data.enabled;
if(typeof data0 !== "boolean"){
const err1 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema58.properties.enabled.type,parentSchema:schema58.properties.enabled,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.upstream !== undefined){
let data1 = data.upstream;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
const err2 = {instancePath:instancePath+"/upstream/" + i0,schemaPath:"#/$defs/address/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern13.test(data2)){
const err3 = {instancePath:instancePath+"/upstream/" + i0,schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"},message:"must match pattern \""+"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"+"\"",schema:"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$",parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
else {
const err4 = {instancePath:instancePath+"/upstream",schemaPath:"#/properties/upstream/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.properties.upstream.type,parentSchema:schema58.properties.upstream,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
let data3 = data.host;
if(!(((((data3 === "auto") || (data3 === "systemd-resolved")) || (data3 === "NetworkManager")) || (data3 === "hosts")) || (data3 === "none"))){
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/enum",keyword:"enum",params:{allowedValues: schema58.properties.host.enum},message:"must be equal to one of the allowed values",schema:schema58.properties.host.enum,parentSchema:schema58.properties.host,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.type,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate36.errors = vErrors;
return errors === 0;
}
validate36.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema60 = {"title":"NTP","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Serve time on the gateway (chrony).","type":"boolean","default":true},"servers":{"description":"Time servers that the nodes are to use instead.","type":"array","items":{"$ref":"#/$defs/host"}}}};
const schema61 = {"description":"A host name, or an IP address, whole or short for one of the first network: time.example.com, 192.0.2.1, .1.","type":["string","number"],"pattern":"^(\\.\\d{1,3}){1,3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$|^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$","maxLength":253};
const pattern37 = new RegExp("^(\\.\\d{1,3}){1,3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$|^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$", "u");

function validate38(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate38.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.enabled === undefined){
data.enabled = true;
}
for(const key0 in data){
if(!((key0 === "enabled") || (key0 === "servers"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
let data0 = data.enabled;
if(typeof data0 !== "boolean"){
const err1 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema60.properties.enabled.type,parentSchema:schema60.properties.enabled,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.servers !== undefined){
let data1 = data.servers;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
const err2 = {instancePath:instancePath+"/servers/" + i0,schemaPath:"#/$defs/host/type",keyword:"type",params:{type: schema61.type},message:"must be string,number",schema:schema61.type,parentSchema:schema61,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(typeof data2 === "string"){
if(func2(data2) > 253){
const err3 = {instancePath:instancePath+"/servers/" + i0,schemaPath:"#/$defs/host/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema61,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern37.test(data2)){
const err4 = {instancePath:instancePath+"/servers/" + i0,schemaPath:"#/$defs/host/pattern",keyword:"pattern",params:{pattern: "^(\\.\\d{1,3}){1,3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$|^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$"},message:"must match pattern \""+"^(\\.\\d{1,3}){1,3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$|^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$"+"\"",schema:"^(\\.\\d{1,3}){1,3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$|^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$",parentSchema:schema61,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
else {
const err5 = {instancePath:instancePath+"/servers",schemaPath:"#/properties/servers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema60.properties.servers.type,parentSchema:schema60.properties.servers,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema60.type,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate38.errors = vErrors;
return errors === 0;
}
validate38.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema62 = {"title":"BMC","description":"The Redfish service, `redfish-emu serve`.","type":"object","additionalProperties":false,"properties":{"address":{"$ref":"#/$defs/address","description":"That it listens on and manifests name. Without: the gateway of the first network."},"port":{"type":"integer","minimum":1,"maximum":65535,"default":8000},"user":{"description":"At most 64 letters, digits, ., _, @ and -.","type":"string","pattern":"^[A-Za-z0-9._@-]{1,64}$","default":"admin"},"passwordFile":{"description":"Without: a password is made once, and kept in the lab's directory.","type":"string","minLength":1},"allowHttp":{"description":"Serve plain http as well as https.","type":"boolean","default":false}}};
const pattern39 = new RegExp("^[A-Za-z0-9._@-]{1,64}$", "u");

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate40.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.port === undefined){
data.port = 8000;
}
if(data.user === undefined){
data.user = "admin";
}
if(data.allowHttp === undefined){
data.allowHttp = false;
}
for(const key0 in data){
if(!(((((key0 === "address") || (key0 === "port")) || (key0 === "user")) || (key0 === "passwordFile")) || (key0 === "allowHttp"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.address !== undefined){
let data0 = data.address;
if((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))){
const err1 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: schema37.type},message:"must be string,number",schema:schema37.type,parentSchema:schema37,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data0 === "string"){
if(!pattern13.test(data0)){
const err2 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"},message:"must match pattern \""+"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$"+"\"",schema:"^(\\.\\d{1,3}){1,3}$|^\\d{1,3}(\\.\\d{1,3}){3}$|^[0-9a-fA-F]*:[0-9a-fA-F:.]+$",parentSchema:schema37,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
let data1 = data.port;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema62.properties.port.type,parentSchema:schema62.properties.port,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema62.properties.port,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema62.properties.port,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
let data2 = data.user;
if(typeof data2 === "string"){
if(!pattern39.test(data2)){
const err6 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._@-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9._@-]{1,64}$"+"\"",schema:"^[A-Za-z0-9._@-]{1,64}$",parentSchema:schema62.properties.user,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.properties.user.type,parentSchema:schema62.properties.user,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.passwordFile !== undefined){
let data3 = data.passwordFile;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err8 = {instancePath:instancePath+"/passwordFile",schemaPath:"#/properties/passwordFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema62.properties.passwordFile,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/passwordFile",schemaPath:"#/properties/passwordFile/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.properties.passwordFile.type,parentSchema:schema62.properties.passwordFile,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let data4 = data.allowHttp;
if(typeof data4 !== "boolean"){
const err10 = {instancePath:instancePath+"/allowHttp",schemaPath:"#/properties/allowHttp/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema62.properties.allowHttp.type,parentSchema:schema62.properties.allowHttp,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema62.type,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate40.errors = vErrors;
return errors === 0;
}
validate40.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://redfish-emu.dev/schemas/lab.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.scale === undefined){
data.scale = 1;
}
if(data.floors === undefined){
data.floors = "refuse";
}
if(data.overcommit === undefined){
data.overcommit = {};
}
if(data.hypervisors === undefined){
data.hypervisors = [{"uri":"qemu:///system"}];
}
if(data.dns === undefined){
data.dns = {};
}
if(data.ntp === undefined){
data.ntp = {};
}
if(data.bmc === undefined){
data.bmc = {};
}
if(data.openshift === undefined){
data.openshift = {};
}
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.baseDomain === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "baseDomain"},message:"must have required property '"+"baseDomain"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.networks === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "networks"},message:"must have required property '"+"networks"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.flavors === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "flavors"},message:"must have required property '"+"flavors"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.clusters === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clusters"},message:"must have required property '"+"clusters"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"+"\"",schema:"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$",parentSchema:schema31.properties.name,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.name.type,parentSchema:schema31.properties.name,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.baseDomain !== undefined){
let data1 = data.baseDomain;
if(typeof data1 === "string"){
if(func2(data1) > 253){
const err8 = {instancePath:instancePath+"/baseDomain",schemaPath:"#/$defs/domain/maxLength",keyword:"maxLength",params:{limit: 253},message:"must NOT have more than 253 characters",schema:253,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern5.test(data1)){
const err9 = {instancePath:instancePath+"/baseDomain",schemaPath:"#/$defs/domain/pattern",keyword:"pattern",params:{pattern: "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$"+"\"",schema:"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/baseDomain",schemaPath:"#/$defs/domain/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
let data2 = data.scale;
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 1 || isNaN(data2)){
const err11 = {instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.scale,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data2 <= 0 || isNaN(data2)){
const err12 = {instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.scale,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/scale",schemaPath:"#/properties/scale/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.scale.type,parentSchema:schema31.properties.scale,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
let data3 = data.floors;
if(!(((data3 === "refuse") || (data3 === "warn")) || (data3 === "ignore"))){
const err14 = {instancePath:instancePath+"/floors",schemaPath:"#/properties/floors/enum",keyword:"enum",params:{allowedValues: schema31.properties.floors.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.floors.enum,parentSchema:schema31.properties.floors,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
let data4 = data.overcommit;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.vcpus === undefined){
data4.vcpus = 4;
}
if(data4.memory === undefined){
data4.memory = 1;
}
if(data4.disk === undefined){
data4.disk = 1;
}
for(const key1 in data4){
if(!(((key1 === "vcpus") || (key1 === "memory")) || (key1 === "disk"))){
const err15 = {instancePath:instancePath+"/overcommit",schemaPath:"#/properties/overcommit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.overcommit,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
let data5 = data4.vcpus;
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err16 = {instancePath:instancePath+"/overcommit/vcpus",schemaPath:"#/properties/overcommit/properties/vcpus/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.overcommit.properties.vcpus,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/overcommit/vcpus",schemaPath:"#/properties/overcommit/properties/vcpus/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.overcommit.properties.vcpus.type,parentSchema:schema31.properties.overcommit.properties.vcpus,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
let data6 = data4.memory;
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0.1 || isNaN(data6)){
const err18 = {instancePath:instancePath+"/overcommit/memory",schemaPath:"#/properties/overcommit/properties/memory/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1},message:"must be >= 0.1",schema:0.1,parentSchema:schema31.properties.overcommit.properties.memory,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/overcommit/memory",schemaPath:"#/properties/overcommit/properties/memory/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.overcommit.properties.memory.type,parentSchema:schema31.properties.overcommit.properties.memory,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
let data7 = data4.disk;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 0.1 || isNaN(data7)){
const err20 = {instancePath:instancePath+"/overcommit/disk",schemaPath:"#/properties/overcommit/properties/disk/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1},message:"must be >= 0.1",schema:0.1,parentSchema:schema31.properties.overcommit.properties.disk,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/overcommit/disk",schemaPath:"#/properties/overcommit/properties/disk/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.overcommit.properties.disk.type,parentSchema:schema31.properties.overcommit.properties.disk,data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/overcommit",schemaPath:"#/properties/overcommit/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.overcommit.type,parentSchema:schema31.properties.overcommit,data:data4};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
let data8 = data.hypervisors;
if(Array.isArray(data8)){
if(data8.length < 1){
const err23 = {instancePath:instancePath+"/hypervisors",schemaPath:"#/properties/hypervisors/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.hypervisors,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.pool === undefined){
data9.pool = "default";
}
if(data9.poolPath === undefined){
data9.poolPath = "/var/lib/libvirt/images";
}
if(data9.uri === undefined){
const err24 = {instancePath:instancePath+"/hypervisors/" + i0,schemaPath:"#/$defs/hypervisor/required",keyword:"required",params:{missingProperty: "uri"},message:"must have required property '"+"uri"+"'",schema:schema33.required,parentSchema:schema33,data:data9};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key2 in data9){
if(!((((key2 === "name") || (key2 === "uri")) || (key2 === "pool")) || (key2 === "poolPath"))){
const err25 = {instancePath:instancePath+"/hypervisors/" + i0,schemaPath:"#/$defs/hypervisor/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema33,data:data9};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data9.name !== undefined){
let data10 = data9.name;
if(typeof data10 === "string"){
if(!pattern6.test(data10)){
const err26 = {instancePath:instancePath+"/hypervisors/" + i0+"/name",schemaPath:"#/$defs/hypervisor/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9.-]{0,62}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9.-]{0,62}$"+"\"",schema:"^[a-z0-9][a-z0-9.-]{0,62}$",parentSchema:schema33.properties.name,data:data10};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/hypervisors/" + i0+"/name",schemaPath:"#/$defs/hypervisor/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.name.type,parentSchema:schema33.properties.name,data:data10};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data9.uri !== undefined){
let data11 = data9.uri;
if(typeof data11 === "string"){
if(!pattern7.test(data11)){
const err28 = {instancePath:instancePath+"/hypervisors/" + i0+"/uri",schemaPath:"#/$defs/hypervisor/properties/uri/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9.-]*(\\+[A-Za-z0-9.-]+)?:/"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9.-]*(\\+[A-Za-z0-9.-]+)?:/"+"\"",schema:"^[A-Za-z][A-Za-z0-9.-]*(\\+[A-Za-z0-9.-]+)?:/",parentSchema:schema33.properties.uri,data:data11};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/hypervisors/" + i0+"/uri",schemaPath:"#/$defs/hypervisor/properties/uri/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.uri.type,parentSchema:schema33.properties.uri,data:data11};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
let data12 = data9.pool;
if(typeof data12 === "string"){
if(!pattern8.test(data12)){
const err30 = {instancePath:instancePath+"/hypervisors/" + i0+"/pool",schemaPath:"#/$defs/hypervisor/properties/pool/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_.-]{1,64}$"},message:"must match pattern \""+"^[A-Za-z0-9_.-]{1,64}$"+"\"",schema:"^[A-Za-z0-9_.-]{1,64}$",parentSchema:schema33.properties.pool,data:data12};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/hypervisors/" + i0+"/pool",schemaPath:"#/$defs/hypervisor/properties/pool/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.pool.type,parentSchema:schema33.properties.pool,data:data12};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
let data13 = data9.poolPath;
if(typeof data13 === "string"){
if(!pattern9.test(data13)){
const err32 = {instancePath:instancePath+"/hypervisors/" + i0+"/poolPath",schemaPath:"#/$defs/hypervisor/properties/poolPath/pattern",keyword:"pattern",params:{pattern: "^/"},message:"must match pattern \""+"^/"+"\"",schema:"^/",parentSchema:schema33.properties.poolPath,data:data13};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/hypervisors/" + i0+"/poolPath",schemaPath:"#/$defs/hypervisor/properties/poolPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.poolPath.type,parentSchema:schema33.properties.poolPath,data:data13};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/hypervisors/" + i0,schemaPath:"#/$defs/hypervisor/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data:data9};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/hypervisors",schemaPath:"#/properties/hypervisors/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.hypervisors.type,parentSchema:schema31.properties.hypervisors,data:data8};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data.networks !== undefined){
let data14 = data.networks;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(Object.keys(data14).length < 1){
const err36 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema31.properties.networks,data:data14};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key3 in data14){
const _errs35 = errors;
if(typeof key3 === "string"){
if(!pattern4.test(key3)){
const err37 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"+"\"",schema:"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$",parentSchema:schema31.properties.networks.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
var valid7 = _errs35 === errors;
if(!valid7){
const err38 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema31.properties.networks.propertyNames,parentSchema:schema31.properties.networks,data:data14};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
for(const key4 in data14){
if(!(validate21(data14[key4], {instancePath:instancePath+"/networks/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data14,parentDataProperty:key4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err39 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.networks.type,parentSchema:schema31.properties.networks,data:data14};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.flavors !== undefined){
let data16 = data.flavors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(Object.keys(data16).length < 1){
const err40 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema31.properties.flavors,data:data16};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
for(const key5 in data16){
const _errs40 = errors;
if(typeof key5 === "string"){
if(!pattern4.test(key5)){
const err41 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"+"\"",schema:"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$",parentSchema:schema31.properties.flavors.propertyNames,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
var valid9 = _errs40 === errors;
if(!valid9){
const err42 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/propertyNames",keyword:"propertyNames",params:{propertyName: key5},message:"property name must be valid",schema:schema31.properties.flavors.propertyNames,parentSchema:schema31.properties.flavors,data:data16};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
for(const key6 in data16){
if(!(validate26(data16[key6], {instancePath:instancePath+"/flavors/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data16,parentDataProperty:key6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
const err43 = {instancePath:instancePath+"/flavors",schemaPath:"#/properties/flavors/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.flavors.type,parentSchema:schema31.properties.flavors,data:data16};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.clusters !== undefined){
let data18 = data.clusters;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(Object.keys(data18).length < 1){
const err44 = {instancePath:instancePath+"/clusters",schemaPath:"#/properties/clusters/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema31.properties.clusters,data:data18};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
for(const key7 in data18){
const _errs45 = errors;
if(typeof key7 === "string"){
if(!pattern4.test(key7)){
const err45 = {instancePath:instancePath+"/clusters",schemaPath:"#/properties/clusters/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"+"\"",schema:"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$",parentSchema:schema31.properties.clusters.propertyNames,data:key7,propertyName:key7};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
var valid11 = _errs45 === errors;
if(!valid11){
const err46 = {instancePath:instancePath+"/clusters",schemaPath:"#/properties/clusters/propertyNames",keyword:"propertyNames",params:{propertyName: key7},message:"property name must be valid",schema:schema31.properties.clusters.propertyNames,parentSchema:schema31.properties.clusters,data:data18};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
for(const key8 in data18){
if(!(validate30(data18[key8], {instancePath:instancePath+"/clusters/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data18,parentDataProperty:key8,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
}
else {
const err47 = {instancePath:instancePath+"/clusters",schemaPath:"#/properties/clusters/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.clusters.type,parentSchema:schema31.properties.clusters,data:data18};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.loadBalancer !== undefined){
if(!(validate34(data.loadBalancer, {instancePath:instancePath+"/loadBalancer",parentData:data,parentDataProperty:"loadBalancer",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(!(validate36(data.dns, {instancePath:instancePath+"/dns",parentData:data,parentDataProperty:"dns",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
if(!(validate38(data.ntp, {instancePath:instancePath+"/ntp",parentData:data,parentDataProperty:"ntp",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
errors = vErrors.length;
}
if(!(validate40(data.bmc, {instancePath:instancePath+"/bmc",parentData:data,parentDataProperty:"bmc",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
let data24 = data.openshift;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
for(const key9 in data24){
if(!((((key9 === "imageSet") || (key9 === "releaseImage")) || (key9 === "pullSecretFile")) || (key9 === "sshKeyFile"))){
const err48 = {instancePath:instancePath+"/openshift",schemaPath:"#/$defs/openshift/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema64,data:data24};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data24.imageSet !== undefined){
let data25 = data24.imageSet;
if(typeof data25 === "string"){
if(!pattern27.test(data25)){
const err49 = {instancePath:instancePath+"/openshift/imageSet",schemaPath:"#/$defs/openshift/properties/imageSet/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"+"\"",schema:"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$",parentSchema:schema64.properties.imageSet,data:data25};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/openshift/imageSet",schemaPath:"#/$defs/openshift/properties/imageSet/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema64.properties.imageSet.type,parentSchema:schema64.properties.imageSet,data:data25};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data24.releaseImage !== undefined){
let data26 = data24.releaseImage;
if(typeof data26 === "string"){
if(!pattern41.test(data26)){
const err51 = {instancePath:instancePath+"/openshift/releaseImage",schemaPath:"#/$defs/openshift/properties/releaseImage/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._:/@-]*$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._:/@-]*$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._:/@-]*$",parentSchema:schema64.properties.releaseImage,data:data26};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/openshift/releaseImage",schemaPath:"#/$defs/openshift/properties/releaseImage/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema64.properties.releaseImage.type,parentSchema:schema64.properties.releaseImage,data:data26};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data24.pullSecretFile !== undefined){
let data27 = data24.pullSecretFile;
if(typeof data27 === "string"){
if(func2(data27) < 1){
const err53 = {instancePath:instancePath+"/openshift/pullSecretFile",schemaPath:"#/$defs/openshift/properties/pullSecretFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema64.properties.pullSecretFile,data:data27};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/openshift/pullSecretFile",schemaPath:"#/$defs/openshift/properties/pullSecretFile/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema64.properties.pullSecretFile.type,parentSchema:schema64.properties.pullSecretFile,data:data27};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data24.sshKeyFile !== undefined){
let data28 = data24.sshKeyFile;
if(typeof data28 === "string"){
if(func2(data28) < 1){
const err55 = {instancePath:instancePath+"/openshift/sshKeyFile",schemaPath:"#/$defs/openshift/properties/sshKeyFile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema64.properties.sshKeyFile,data:data28};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/openshift/sshKeyFile",schemaPath:"#/$defs/openshift/properties/sshKeyFile/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema64.properties.sshKeyFile.type,parentSchema:schema64.properties.sshKeyFile,data:data28};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/openshift",schemaPath:"#/$defs/openshift/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema64.type,parentSchema:schema64,data:data24};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data.gitops !== undefined){
let data29 = data.gitops;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.repo === undefined){
const err58 = {instancePath:instancePath+"/gitops",schemaPath:"#/$defs/gitops/required",keyword:"required",params:{missingProperty: "repo"},message:"must have required property '"+"repo"+"'",schema:schema65.required,parentSchema:schema65,data:data29};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
for(const key10 in data29){
if(!(key10 === "repo")){
const err59 = {instancePath:instancePath+"/gitops",schemaPath:"#/$defs/gitops/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema65,data:data29};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data29.repo !== undefined){
let data30 = data29.repo;
if(typeof data30 === "string"){
if(!pattern42.test(data30)){
const err60 = {instancePath:instancePath+"/gitops/repo",schemaPath:"#/$defs/gitops/properties/repo/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9+.-]*://[^\\s]+$|^[^\\s@]+@[^\\s:]+:[^\\s]+$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9+.-]*://[^\\s]+$|^[^\\s@]+@[^\\s:]+:[^\\s]+$"+"\"",schema:"^[A-Za-z][A-Za-z0-9+.-]*://[^\\s]+$|^[^\\s@]+@[^\\s:]+:[^\\s]+$",parentSchema:schema65.properties.repo,data:data30};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/gitops/repo",schemaPath:"#/$defs/gitops/properties/repo/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.repo.type,parentSchema:schema65.properties.repo,data:data30};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/gitops",schemaPath:"#/$defs/gitops/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.type,parentSchema:schema65,data:data29};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

