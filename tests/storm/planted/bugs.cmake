# The planted bugs: a second build of the store layer in which each can be switched on by its number
# (planted/main.cpp names them). The sources themselves stay as they are: copies of them are altered, and a
# place that is not found any more stops the configuration, so that no bug rots away unseen.
set(planted_folder ${CMAKE_BINARY_DIR}/planted)
file(MAKE_DIRECTORY ${planted_folder})

# In the copy of model/store/<file>, `old` becomes `new`.
function(plant file old new)
    set(draft ${planted_folder}/${file}.draft)
    if("${file}" IN_LIST planted_files)
        file(READ ${draft} text)
    else()
        file(READ ${CMAKE_SOURCE_DIR}/model/store/${file} text)
        set(text "namespace storm { extern int planted; }\n${text}")
        set(planted_files ${planted_files} ${file} PARENT_SCOPE)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/model/store/${file})
    endif()
    string(FIND "${text}" "${old}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "tests/storm/planted: \"${old}\" is not in model/store/${file} any more")
    endif()
    string(REPLACE "${old}" "${new}" text "${text}")
    file(WRITE ${draft} "${text}")
endfunction()

set(planted_files)
# 1: a member votes for everybody who asks.
plant(raft/raft.cpp "const bool canVote = vote_ == m.from ||" "const bool canVote = storm::planted == 1 || vote_ == m.from ||")
# 2: it votes for candidates whose log is behind its own.
plant(raft/raft.cpp "const bool upToDate = log_.isUpToDate(m.index, m.logTerm)" "const bool upToDate = storm::planted == 2 || log_.isUpToDate(m.index, m.logTerm)")
# 3: a leader commits what it has itself.
plant(raft/raft_leader.cpp "return log_.maybeCommit(tracker_.committed(), term_)" "return log_.maybeCommit(storm::planted == 3 ? log_.lastIndex() : tracker_.committed(), term_)")
# 4: a member acknowledges before its disk has synced.
plant(member.cpp "if (leads()) transmit(ready_, out)" "if (leads() && storm::planted != 4) transmit(ready_, out)")
plant(member.cpp "writtenHard_ = hard;\n    writing_ = true" "if (storm::planted == 4) transmit(ready_, out);\n    writtenHard_ = hard;\n    writing_ = true")
# 5: a follower keeps entries that conflict with the leader's.
plant(raft/raft_log.cpp "if (matchTerm(e.index, e.term)) continue" "if (matchTerm(e.index, e.term) || (storm::planted == 5 && e.index <= lastIndex())) continue")
# 6: a follower appends without looking at the entry before.
plant(raft/raft_log.cpp "if (!matchTerm(index, term)) return false" "if (!matchTerm(index, term) && !(storm::planted == 6 && index >= base_ && index <= lastIndex())) return false")
# 9: every read is answered from what the member happens to have.
plant(member_clients.cpp "request.range.serializable" "request.range.serializable || storm::planted == 9")
# 10: a write is acknowledged when it is asked for.
plant(member_clients.cpp "propose(message.request, client, message.call, out.now())" "if (storm::planted == 10) { base::Ref<Response> early(new Response); early->succeeded = true; early->revision = revision() + 1; answer(client, message.call, early, out); }\n        propose(message.request, client, message.call, out.now())")
# 11: a transaction does not compare.
plant(mvcc.cpp "const bool holds =" "const bool holds = storm::planted == 11 ||")
# 12: a watch leaves a revision out.
plant(member_watches.cpp "++watch.next;\n        const WatchRequest& range" "++watch.next;\n        if (storm::planted == 12 && applied.changes->revision % 50 == 0) continue;\n        const WatchRequest& range")
# 13: a watch tells a revision twice.
plant(member_watches.cpp "deliver(watch, applied.batch, out);" "deliver(watch, applied.batch, out); if (storm::planted == 13 && applied.changes->revision % 50 == 0) deliver(watch, applied.batch, out);")

# The sources of the altered store layer.
file(GLOB_RECURSE store_sources CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/model/store ${CMAKE_SOURCE_DIR}/model/store/*.cpp)
set(planted_sources)
foreach(file IN LISTS store_sources)
    if(file IN_LIST planted_files)
        configure_file(${planted_folder}/${file}.draft ${planted_folder}/${file} COPYONLY)
        list(APPEND planted_sources ${planted_folder}/${file})
    else()
        list(APPEND planted_sources ${CMAKE_SOURCE_DIR}/model/store/${file})
    endif()
endforeach()
