// The canvas's own words: names of parts, states and times as people read them.
#pragma once

#include "cluster/picture.h"
#include "diagram/director.h"
#include "diagram/pose.h"
#include "views/canvas/frame.h"
#include "views/canvas/part.h"
#include "views/style/colours.h"
#include "views/style/drawing.h"

#include <QString>

namespace maqueta::views {

inline QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString partName(const Part& part); // "API server on control-plane-1"
// A machine's name, or a shorter one, "cp-3", "3", for the room there is; empty when none fits.
// Names that differ in their digits alone are shortened alike.
QString nameThatFits(const Drawing& d, const QString& machine, const Words& words, double room);
// As wide as any name that differs in its digits alone.
QString withWideDigits(QString name);
QString processName(cluster::ProcessKind kind);  // "API server"
QString processShort(cluster::ProcessKind kind); // "API"
// From the longest on, for where there is little room.
QStringList processNames(cluster::ProcessKind kind);
QString processJob(cluster::ProcessKind kind); // "the only door"
// The second line of a chip: its job, or what keeps it from it.
QString processState(const cluster::ProcessPicture& process);
QString podState(const cluster::PodPicture& pod); // "Running, not ready yet"
// The colour of a cut's sides.
Tone sideTone(bool a);
QString faultName(const cluster::FaultPicture& fault);    // "slow disk"
QString faultMeaning(const cluster::FaultPicture& fault); // "each write waits"
QString ringTime(const diagram::Ring& ring);              // "5:03"
QString ringText(const diagram::Ring& ring);              // "replaced in 5:03"
QString groupedText(std::int64_t number);                 // "1 284", in every language
QString revisionText(std::int64_t revision);              // "rev 1 284"
QString shortRevisionText(std::int64_t revision);         // "1e9+284" where a restore raised it
QString clockText(sim::Time at);                          // "01:12"
QString tokenName(cluster::TransitKind kind);             // "request"
QString missedText(int heartbeats);                       // that a kubelet did not send
QString labelText(const char* label);                     // a message's label, translated

// The sentence of a beat in the person's language.
Caption captionText(const diagram::Director::Told& told);

} // namespace maqueta::views
