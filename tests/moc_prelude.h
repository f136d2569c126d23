// moc reads this before every test: moc 6.4 meets libstdc++'s C++20 headers before the macros that
// open them are defined. The compiler never sees this file.
#define _GLIBCXX_VISIBILITY(V)
#define _GLIBCXX_BEGIN_NAMESPACE_VERSION
#define _GLIBCXX_END_NAMESPACE_VERSION
