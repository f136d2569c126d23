#include "api/name_rules.h"

#include <algorithm>
#include <cstdio>

namespace maqueta::api {
namespace {

constexpr std::string_view labelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
constexpr std::string_view qualifiedPattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

bool isLower(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool isAlphanumeric(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
}

bool isDnsLabel(std::string_view name) {
    return !name.empty() && isLower(name.front()) && isLower(name.back()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return isLower(c) || c == '-'; });
}

bool isDnsSubdomain(std::string_view name) {
    while (true) {
        const std::size_t dot = name.find('.');
        if (!isDnsLabel(name.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        name.remove_prefix(dot + 1);
    }
}

bool isQualifiedPart(std::string_view name) {
    return !name.empty() && isAlphanumeric(name.front()) && isAlphanumeric(name.back()) &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
           });
}

std::string maxLength(std::size_t length) {
    return "must be no more than " + std::to_string(length) + " characters";
}

// "... (e.g. 'a',  or 'b', regex used for validation is 'r')": the odd spaces are Kubernetes' own.
std::string withPattern(std::string_view message, std::string_view pattern,
                        std::initializer_list<std::string_view> examples) {
    std::string out(message);
    out += " (e.g. ";
    bool first = true;
    for (const std::string_view example : examples) {
        if (!first) out += " or ";
        out.append("'").append(example).append("', ");
        first = false;
    }
    return out.append("regex used for validation is '").append(pattern).append("')");
}

std::string subdomainPattern() {
    const std::string label(labelPattern);
    return label + "(\\." + label + ")*";
}

} // namespace

Complaints dns1123LabelErrors(std::string_view name) {
    Complaints wrong;
    if (name.size() > 63) wrong.push_back(maxLength(63));
    if (isDnsLabel(name)) return wrong;
    if (isDnsSubdomain(name)) {
        wrong.emplace_back("must not contain dots");
        return wrong;
    }
    wrong.push_back(withPattern(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
        "and must start and end with an alphanumeric character",
        labelPattern, {"my-name", "123-abc"}));
    return wrong;
}

Complaints dns1123SubdomainErrors(std::string_view name) {
    Complaints wrong;
    if (name.size() > 253) wrong.push_back(maxLength(253));
    if (!isDnsSubdomain(name))
        wrong.push_back(withPattern(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, "
            "'-' or '.', and must start and end with an alphanumeric character",
            subdomainPattern(), {"example.com"}));
    return wrong;
}

Complaints dns1035LabelErrors(std::string_view name) {
    Complaints wrong;
    if (name.size() > 63) wrong.push_back(maxLength(63));
    if (!isDnsLabel(name) || !(name.front() >= 'a' && name.front() <= 'z'))
        wrong.push_back(withPattern(
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start "
            "with an alphabetic character, and end with an alphanumeric character",
            "[a-z]([-a-z0-9]*[a-z0-9])?", {"my-name", "abc-123"}));
    return wrong;
}

Complaints qualifiedNameErrors(std::string_view name) {
    Complaints wrong;
    std::string_view last = name;
    const std::size_t slash = name.find('/');
    if (slash != std::string_view::npos) {
        const std::string_view prefix = name.substr(0, slash);
        last = name.substr(slash + 1);
        if (last.find('/') != std::string_view::npos) {
            wrong.push_back(
                "a qualified name " +
                withPattern("must consist of alphanumeric characters, '-', '_' or '.', and must "
                            "start and end with an alphanumeric character",
                            qualifiedPattern, {"MyName", "my.name", "123-abc"}) +
                " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
            return wrong;
        }
        if (prefix.empty())
            wrong.emplace_back("prefix part must be non-empty");
        else
            for (const std::string& complaint : dns1123SubdomainErrors(prefix))
                wrong.push_back("prefix part " + complaint);
    }
    if (last.empty())
        wrong.emplace_back("name part must be non-empty");
    else if (last.size() > 63)
        wrong.push_back("name part " + maxLength(63));
    if (!isQualifiedPart(last))
        wrong.push_back(
            "name part " +
            withPattern("must consist of alphanumeric characters, '-', '_' or '.', and must start "
                        "and end with an alphanumeric character",
                        qualifiedPattern, {"MyName", "my.name", "123-abc"}));
    return wrong;
}

Complaints labelValueErrors(std::string_view value) {
    Complaints wrong;
    if (value.size() > 63) wrong.push_back(maxLength(63));
    if (!value.empty() && !isQualifiedPart(value))
        wrong.push_back(withPattern(
            "a valid label must be an empty string or consist of alphanumeric characters, '-', "
            "'_' or '.', and must start and end with an alphanumeric character",
            "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", {"MyValue", "my_value", "12345"}));
    return wrong;
}

Complaints envVarNameErrors(std::string_view name) {
    // Since 1.32 (RelaxedEnvironmentVariableValidation) every printable ASCII character but '='.
    Complaints wrong;
    const bool fine = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return c >= ' ' && c <= '~' && c != '=';
    });
    if (!fine)
        wrong.emplace_back("a valid environment variable name must consist only of printable ASCII "
                           "characters other than '='");
    return wrong;
}

Complaints portNameErrors(std::string_view name) {
    Complaints wrong;
    if (name.size() > 15) wrong.push_back(maxLength(15));
    if (!std::all_of(name.begin(), name.end(), [](char c) { return isLower(c) || c == '-'; }))
        wrong.emplace_back(
            "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    if (std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
        wrong.emplace_back("must contain at least one letter (a-z)");
    if (name.find("--") != std::string_view::npos)
        wrong.emplace_back("must not contain consecutive hyphens");
    if (!name.empty() && (name.front() == '-' || name.back() == '-'))
        wrong.emplace_back("must not begin or end with a hyphen");
    return wrong;
}

std::string rangeError(long long low, long long high) {
    return "must be between " + std::to_string(low) + " and " + std::to_string(high) +
           ", inclusive";
}

std::string_view withoutTrailingDash(std::string_view prefix) {
    // A trailing dash before the random suffix is what everybody writes.
    if (prefix.size() > 1 && prefix.back() == '-') prefix.remove_suffix(1);
    return prefix;
}

std::string goQuoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\t': out += "\\t"; break;
        case '\r': out += "\\r"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                char buffer[8];
                std::snprintf(buffer, sizeof buffer, "\\x%02x",
                              static_cast<unsigned>(static_cast<unsigned char>(c)));
                out += buffer;
            } else {
                out += c;
            }
        }
    }
    return out += '"';
}

std::string joined(const Complaints& complaints, std::string_view separator) {
    std::string out;
    for (const std::string& complaint : complaints)
        out.append(&complaint == &complaints.front() ? "" : separator).append(complaint);
    return out;
}

} // namespace maqueta::api
