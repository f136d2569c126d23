// The sources as the tests about sources see them: every file with its text, every line of code
// without its comments, and findings that name file and line. Paths are relative to the root, with
// '/'. A test owns what it reads; nothing here throws: a folder that is not there has no files.
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace maqueta::tests {

struct SourceFile {
    std::string path;
    std::string text;
};

struct Finding {
    std::string path;
    int line = 0;
    std::string what;

    std::string text() const { return path + ":" + std::to_string(line) + ": " + what; }
};

// `code` is the line without comments; `bare` also has its string literals emptied.
struct CodeLine {
    int number = 0;
    std::string code;
    std::string bare;
};

inline bool isCpp(std::string_view path) {
    constexpr std::string_view endings[] = {".h",  ".hh",  ".hpp", ".inl", ".inc",
                                            ".cc", ".cpp", ".cxx", ".c"};
    return std::any_of(std::begin(endings), std::end(endings),
                       [path](std::string_view end) { return path.ends_with(end); });
}

inline std::vector<SourceFile> readTree(const QString& root,
                                        std::initializer_list<const char*> folders) {
    std::vector<SourceFile> files;
    const QDir top(root);
    for (const char* folder : folders) {
        QDirIterator walk(top.filePath(folder), QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            if (file.open(QIODevice::ReadOnly))
                files.push_back({top.relativeFilePath(file.fileName()).toStdString(),
                                 file.readAll().toStdString()});
        }
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return files;
}

// Calls line(number, text) for each line, without its end; a last line need not be ended.
template <class Line>
void forEachLine(std::string_view text, Line&& line) {
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        line(number, text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

// Reads just enough C++ to tell code from comments and from literals (raw ones and digit separators
// included).
class CodeReader {
public:
    explicit CodeReader(std::string_view text) : text_(text) {}

    std::vector<CodeLine> lines() {
        while (at_ < text_.size()) step();
        endLine();
        return std::move(lines_);
    }

private:
    void step() {
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with("//")) {
            at_ += std::min(rest.find('\n'), rest.size());
        } else if (rest.starts_with("/*")) {
            skipComment(std::min(rest.find("*/", 2), rest.size()));
        } else if (rest.front() == '"' && !line_.code.empty() && line_.code.back() == 'R') {
            const std::size_t open = std::min(rest.find('('), rest.size());
            const std::string close = ")" + std::string(rest.substr(1, open - 1)) + "\"";
            takeLiteral(std::min(rest.find(close), rest.size()) + close.size());
        } else if (rest.front() == '"' || (rest.front() == '\'' && !inNumber())) {
            takeLiteral(literalLength(rest));
        } else {
            take(rest.front(), true);
        }
    }

    static std::size_t literalLength(std::string_view rest) {
        for (std::size_t i = 1; i < rest.size(); ++i) {
            if (rest[i] == '\\')
                ++i;
            else if (rest[i] == rest.front() || rest[i] == '\n')
                return i + 1;
        }
        return rest.size();
    }

    // True behind "1" of 1'000, false behind "u8" of u8'x'.
    bool inNumber() const {
        const std::string& code = line_.code;
        std::size_t start = code.size();
        const auto isWord = [](char c) {
            return c == '_' || c == '\'' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                   (c >= 'A' && c <= 'Z');
        };
        while (start > 0 && isWord(code[start - 1])) --start;
        return start < code.size() && code[start] >= '0' && code[start] <= '9';
    }

    void skipComment(std::size_t end) {
        const std::size_t stop = std::min(at_ + end + 2, text_.size());
        take(' ', true);
        for (; at_ < stop; ++at_)
            if (text_[at_] == '\n') endLine();
    }

    void takeLiteral(std::size_t length) {
        const std::size_t stop = std::min(at_ + length, text_.size());
        const std::size_t first = at_;
        while (at_ < stop) take(text_[at_], at_ == first || at_ + 1 == stop);
    }

    void take(char c, bool bare) {
        ++at_;
        if (c == '\n') {
            endLine();
            return;
        }
        line_.code += c;
        if (bare) line_.bare += c;
    }

    void endLine() {
        line_.number = static_cast<int>(lines_.size()) + 1;
        lines_.push_back(std::move(line_));
        line_ = {};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    CodeLine line_;
    std::vector<CodeLine> lines_;
};

inline std::vector<CodeLine> codeLines(std::string_view text) {
    return CodeReader(text).lines();
}

// Prints every finding, so that a failing test names all places at once.
inline bool nothingFound(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) qWarning().noquote() << finding.text().c_str();
    return findings.empty();
}

} // namespace maqueta::tests
