// What the {fields} of a lesson's sentences stand for: the trace's own values, and figures of the
// picture at that moment.
//
//   {node}            a field of the beat itself (cluster/beat_fields.h)
//   {created.object}  of the beat that the script calls "created"
//   {since.cut}       seconds since that beat; {minutes.cut} minutes, rounded
//   {stage.leader}    machines of the stage: leader, scheduler, controllerManager; term
//   {now.web.ready}   of the Deployment web: replicas, ready, available, updated, image, running
//                     (in truth), waiting (without a node), most and least (of a rolling update)
//   {pods.web:v1}     pods of that image that are not ending
#pragma once

#include "cluster/picture.h"
#include "cluster/trace.h"
#include "lessons/lesson.h"

namespace maqueta::lessons {

enum class Language : std::uint8_t { English, Spanish };

class Values {
public:
    void setStage(const cluster::Picture& picture);
    const std::string& stage(const std::string& name) const;
    // The script's beat of that name was found: at a beat of the trace, or at a message (null).
    void found(const std::string& id, sim::Time at, const cluster::Beat* record);
    // Of the moment whose sentences are filled.
    void setNow(cluster::Picture picture) { now_ = std::move(picture); }

    // nullopt when one of the fields has no value; `missing` is its name then.
    std::optional<std::string> fill(std::string_view pattern, Language language,
                                    std::string& missing) const;
    // Whether the text fits the pattern: * for any text, ! for "not", {fields} filled.
    bool fits(const std::string& pattern, std::string_view text) const;

private:
    struct Found {
        std::string id;
        sim::Time at;
        std::optional<cluster::Beat> record;
    };
    const Found* find(std::string_view id) const;
    std::string valueOf(std::string_view name, Language language) const;
    std::string ofNow(std::string_view name) const;
    std::string ofPods(std::string_view image) const;

    std::vector<std::pair<std::string, std::string>> stage_;
    std::vector<Found> found_; // the newest is the one that sentences are filled for
    cluster::Picture now_;
};

} // namespace maqueta::lessons
