using System.Collections.Frozen;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>The languages that the format has a name for.</summary>
internal static class CodeLanguages
{
    private const string Unknown = "unknown";

    private static readonly FrozenDictionary<string, string> Names = ((string[])
    [
        "Ada", "Awk", "Bash", "C", "C#", "C++", "CMake", "COBOL", "CSS", "Clojure", "Crystal", "Cuda", "Cython", "D", "Dart",
        "Dockerfile", "Elixir", "Erlang", "FORTRAN", "Forth", "Go", "HTML", "Haskell", "Haxe", "Java", "JavaScript", "JSON",
        "Julia", "Kotlin", "Latex", "Lisp", "Lua", "Matlab", "Nim", "OCaml", "ObjectiveC", "Octave", "PHP", "Pascal", "Perl",
        "Prolog", "Python", "Racket", "Ruby", "Rust", "SML", "SQL", "Scala", "Scheme", "Swift", "Tikz", "TypeScript",
        "VisualBasic", "XML", "YAML",
    ]).ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["sh"] = "Bash", ["shell"] = "Bash", ["console"] = "Bash", ["cs"] = "C#", ["csharp"] = "C#", ["cpp"] = "C++",
        ["js"] = "JavaScript", ["ts"] = "TypeScript", ["py"] = "Python", ["rb"] = "Ruby", ["rs"] = "Rust", ["golang"] = "Go",
        ["yml"] = "YAML", ["tex"] = "Latex", ["vb"] = "VisualBasic", ["kt"] = "Kotlin", ["hs"] = "Haskell",
        ["docker"] = "Dockerfile",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="name">As a document names it: <c>py</c>, <c>language-python</c>.</param>
    public static string Of(string? name)
    {
        name = name?.Trim() ?? "";
        name = name.StartsWith("language-", StringComparison.OrdinalIgnoreCase) ? name["language-".Length..]
            : name.StartsWith("lang-", StringComparison.OrdinalIgnoreCase) ? name["lang-".Length..] : name;
        return Aliases.GetValueOrDefault(name) ?? Names.GetValueOrDefault(name) ?? Unknown;
    }
}
