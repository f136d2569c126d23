# The planted bugs: a second build of three layers in which each can be switched on by its number
# (planted/main.cpp names them). The sources themselves stay as they are: copies of them are altered, and a
# place that is not found any more stops the configuration, so that no bug rots away unseen.
set(planted_layers store api node)
set(planted_folder ${CMAKE_BINARY_DIR}/planted)

# In the copy of model/<file>, `old` becomes `new`.
function(plant file old new)
    set(draft ${planted_folder}/${file}.draft)
    if("${file}" IN_LIST planted_files)
        file(READ ${draft} text)
    else()
        file(READ ${CMAKE_SOURCE_DIR}/model/${file} text)
        set(text "namespace storm { extern int planted; }\n${text}")
        set(planted_files ${planted_files} ${file} PARENT_SCOPE)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/model/${file})
    endif()
    string(FIND "${text}" "${old}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "tests/storm/planted: \"${old}\" is not in model/${file} any more")
    endif()
    string(REPLACE "${old}" "${new}" text "${text}")
    file(WRITE ${draft} "${text}")
endfunction()

set(planted_files)
# 1: a member votes for everybody who asks.
plant(store/raft/raft.cpp "const bool canVote = vote_ == m.from ||" "const bool canVote = storm::planted == 1 || vote_ == m.from ||")
# 2: it votes for candidates whose log is behind its own.
plant(store/raft/raft.cpp "const bool upToDate = log_.isUpToDate(m.index, m.logTerm)" "const bool upToDate = storm::planted == 2 || log_.isUpToDate(m.index, m.logTerm)")
# 3: a leader commits what it has itself.
plant(store/raft/raft_leader.cpp "return log_.maybeCommit(tracker_.committed(), term_)" "return log_.maybeCommit(storm::planted == 3 ? log_.lastIndex() : tracker_.committed(), term_)")
# 4: a member acknowledges before its disk has synced.
plant(store/member.cpp "if (leads()) transmit(ready_, out)" "if (leads() && storm::planted != 4) transmit(ready_, out)")
plant(store/member.cpp "writtenHard_ = hard;\n    writing_ = true" "if (storm::planted == 4) transmit(ready_, out);\n    writtenHard_ = hard;\n    writing_ = true")
# 5: a follower keeps entries that conflict with the leader's.
plant(store/raft/raft_log.cpp "if (matchTerm(e.index, e.term)) continue" "if (matchTerm(e.index, e.term) || (storm::planted == 5 && e.index <= lastIndex())) continue")
# 6: a follower appends without looking at the entry before.
plant(store/raft/raft_log.cpp "if (!matchTerm(index, term)) return false" "if (!matchTerm(index, term) && !(storm::planted == 6 && index >= base_ && index <= lastIndex())) return false")
# 7: one member leaves out an entry now and then.
plant(store/member.cpp "if (!entry->request) return" "if (!entry->request || (storm::planted == 7 && id() % 3 == 0 && entry->index % 97 == 0)) return")
# 8: a compaction takes a revision back.
plant(store/mvcc.cpp "state_.compactRevision = to;" "state_.compactRevision = to; if (storm::planted == 8) --state_.root.revision;")
# 9: every read is answered from what the member happens to have.
plant(store/member_clients.cpp "request.range.serializable" "request.range.serializable || storm::planted == 9")
# 10: a write is acknowledged when it is asked for.
plant(store/member_clients.cpp "propose(message.request, client, message.call, out.now())" "if (storm::planted == 10) { base::Ref<Response> early(new Response); early->succeeded = true; early->revision = revision() + 1; answer(client, message.call, early, message.request, out); }\n        propose(message.request, client, message.call, out.now())")
# 11: a transaction does not compare.
plant(store/mvcc.cpp "const bool holds =" "const bool holds = storm::planted == 11 ||")
# 12: a watch leaves a revision out.
plant(store/member_watches.cpp "++watch.next;\n        const WatchRequest& range" "++watch.next;\n        if (storm::planted == 12 && applied.changes->revision % 50 == 0) continue;\n        const WatchRequest& range")
# 13: a watch tells a revision twice.
plant(store/member_watches.cpp "deliver(watch, applied.batch, out);" "deliver(watch, applied.batch, out); if (storm::planted == 13 && applied.changes->revision % 50 == 0) deliver(watch, applied.batch, out);")
# 14: a leader answers reads without asking whether it still leads.
plant(store/raft/read_index.cpp "if (options_.readOnly == ReadOnlyOption::LeaseBased)" "if (storm::planted == 14 || options_.readOnly == ReadOnlyOption::LeaseBased)")
# 15: after the first elections nobody asks for votes any more.
plant(store/raft/raft.cpp "electionStart_ = now_;\n        hup(" "electionStart_ = now_;\n        if (storm::planted != 15 || term_ <= 2) hup(")
# 16: a pod that has a node is bound again.
plant(api/registering/subresources.cpp "if (!before.nodeName.empty())" "if (storm::planted != 16 && !before.nodeName.empty())")
# 17: a kubelet admits a pod as if nothing else ran.
plant(node/pod/sync.cpp "rejectionOf(pod, p.asks, admitted_," "rejectionOf(pod, p.asks, storm::planted == 17 ? Amounts{} : admitted_,")
# 18: a watch of an API server that goes on where it was leaves out what came first.
plant(api/serving/server_watch.cpp "changes.firstAfter(options.resourceVersion);" "changes.firstAfter(options.resourceVersion) + (storm::planted == 18 ? 1 : 0);")
# 19: such a watch tells once more what was told before.
plant(api/serving/server_watch.cpp "std::size_t i = changes.firstAfter(" "std::size_t i = (storm::planted == 19 && changes.firstAfter(options.resourceVersion) > 0 ? std::size_t(-1) : 0) + changes.firstAfter(")

# 20: a server draws its uids from a few only.
plant(api/registering/create.cpp "meta.uid = newUid(*context.rng)" "sim::Rng few(context.rng->below(1000)); meta.uid = newUid(storm::planted == 20 ? few : *context.rng)")

# The altered layers, each built like the real one.
set(planted_objects)
foreach(layer IN LISTS planted_layers)
    file(GLOB_RECURSE layer_sources CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/model ${CMAKE_SOURCE_DIR}/model/${layer}/*.cpp)
    set(planted_sources)
    foreach(file IN LISTS layer_sources)
        if(file IN_LIST planted_files)
            configure_file(${planted_folder}/${file}.draft ${planted_folder}/${file} COPYONLY)
            list(APPEND planted_sources ${planted_folder}/${file})
        else()
            list(APPEND planted_sources ${CMAKE_SOURCE_DIR}/model/${file})
        endif()
    endforeach()
    add_library(planted_${layer} OBJECT ${planted_sources})
    target_compile_definitions(planted_${layer} PRIVATE NDEBUG)
    target_include_directories(planted_${layer} PRIVATE ${CMAKE_SOURCE_DIR}/model)
    target_link_libraries(planted_${layer} PRIVATE maqueta_options nlohmann_json::nlohmann_json)
    list(APPEND planted_objects $<TARGET_OBJECTS:planted_${layer}>)
endforeach()
