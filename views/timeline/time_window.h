// The stretch of the film that the timeline's lane shows: the whole run while it is short, a page
// of it when it is long, or what a person zoomed to. A value; knows nothing of pixels.
#pragma once

namespace maqueta::views {

class TimeWindow {
public:
    static constexpr double pageMs = 300'000; // of a long run
    static constexpr double shortestMs = 2'000;

    double from() const { return from_; }
    double length() const { return length_; }
    double to() const { return from_ + length_; }
    // Everything there is lies inside.
    bool isWhole() const { return from_ <= 0 && length_ >= room_; }
    double room() const { return room_; }

    // The run goes to `shown`, the cursor stands there. A cursor that leaves the window takes it
    // along; one that was left outside on purpose does not.
    void follow(double cursor, double shown);
    // Shows 1/factor as much; the place `around` stays where it is.
    void zoom(double factor, double around);
    void pan(double by);
    void showWhole();

private:
    enum class Mode { Page, Whole, Chosen };
    void clamp();

    Mode mode_ = Mode::Page;
    double from_ = 0;
    double length_ = 20'000;
    double room_ = 20'000; // the whole run, and some space for what comes
    double cursor_ = 0;
};

} // namespace maqueta::views
