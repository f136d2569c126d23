// Every number that a cluster runs with, by part. The defaults are Kubernetes' and etcd's own; the
// table that names each with its source is in defaults.h. Plain data, saved in documents.
#pragma once

#include "api/server.h"
#include "cluster/load_balancer.h"
#include "cluster/person.h"
#include "controllers/options.h"
#include "network/fabric.h"
#include "node/options.h"
#include "scheduler/scheduler.h"
#include "sim/time.h"
#include "store/member.h"

namespace maqueta::cluster {

struct MachineOptions {
    network::CableOptions cable;
    sim::Duration diskSync = sim::milliseconds(2); // an fsync of a data-centre SSD
    std::int64_t diskBytesPerSecond = 500'000'000;
    sim::Duration bootEtcd = sim::milliseconds(1500);
    sim::Duration bootApiServer = sim::milliseconds(2500);
    sim::Duration bootOthers = sim::milliseconds(3500); // scheduler, controller manager, kubelet
    sim::Duration bootJitter = sim::milliseconds(500);
    // A crashed process is started again after the first of these; the pause doubles up to the
    // second while it keeps crashing within ten minutes (the kubelet's back-off for static pods,
    // pkg/kubelet/kubelet.go).
    sim::Duration restartFirst = sim::seconds(1);
    sim::Duration restartMax = sim::seconds(300);
    // A peer that fell silent is noticed by the HTTP/2 health check of client-go: 30 s without a
    // frame, then 15 s for the answer to a ping (k8s.io/apimachinery/pkg/util/net/http.go).
    sim::Duration silenceMin = sim::seconds(30);
    sim::Duration silenceMax = sim::seconds(45);
};

struct Configuration {
    MachineOptions machines;
    LoadBalancerOptions loadBalancer;
    PersonOptions person;
    store::MemberOptions etcd;
    api::ServerOptions apiServer;
    scheduler::SchedulerOptions scheduler;
    controllers::Options controllers;
    node::KubeletOptions kubelet;
};

} // namespace maqueta::cluster
