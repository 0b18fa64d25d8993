using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Submitting;

/// <summary>Reads and checks the options of a job; what is wrong is named, with what would be right.</summary>
internal static class OptionsReader
{
    private static readonly string[] Known =
        ["cleanUpOnFailure", "dpi", "failOnPageError", "grayscale", "languages", "ocr", "ocrDpi", "ocrEngine", "password", "renderer"];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <param name="json">A JSON object, or nothing for the defaults.</param>
    public static (JobOptions Options, string? Password) Read(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return (new JobOptions(), null);
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw ProblemException.BadRequest("malformed_options", $"The options are not valid JSON: {error.Message}");
        }
    }

    /// <param name="json">A JSON object, or nothing for the defaults.</param>
    public static (JobOptions Options, string? Password) Read(JsonElement? json)
    {
        if (json is { ValueKind: not JsonValueKind.Object })
        {
            throw ProblemException.BadRequest("invalid_option", "The options must be a JSON object.");
        }

        var (options, password) = (new JobOptions(), (string?)null);
        foreach (var property in json?.EnumerateObject() ?? default)
        {
            var (name, value) = (property.Name, property.Value);
            options = name switch
            {
                "dpi" => options with { Dpi = Number(name, value, 36, 600) },
                "ocrDpi" => options with { OcrDpi = Number(name, value, 72, 600) },
                "grayscale" => options with { Grayscale = Flag(name, value) },
                "failOnPageError" => options with { FailOnPageError = Flag(name, value) },
                "cleanUpOnFailure" => options with { CleanUpOnFailure = Flag(name, value) },
                "ocr" => options with { Ocr = OneOf(name, value, "auto", "always", "never") },
                "renderer" => options with { Renderer = OneOf(name, value, "poppler") },
                "ocrEngine" => options with { OcrEngine = OneOf(name, value, "tesseract") },
                "languages" => options with { Languages = Languages(name, value) },
                "password" => options,
                _ => throw ProblemException.BadRequest("unknown_option", $"There is no option '{name}'; known: {string.Join(", ", Known)}."),
            };
            password = name == "password" ? Text(name, value) : password;
        }

        return (options, password);
    }

    private static double Number(string name, JsonElement value, double least, double most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most ? number
            : throw Wrong(name, $"must be a number from {least} to {most}");

    private static bool Flag(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "must be true or false"),
    };

    private static string Text(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, "must be a text");

    private static string OneOf(string name, JsonElement value, params string[] known) =>
        value.ValueKind == JsonValueKind.String && known.Contains(value.GetString()) ? value.GetString()!
            : throw Wrong(name, $"must be one of: {string.Join(", ", known)}");

    private static List<string> Languages(string name, JsonElement value)
    {
        var languages = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= 8
            ? value.EnumerateArray().Select(language => Text(name, language)).ToList()
            : throw Wrong(name, "must be a list of 1 to 8 language names");

        // They become part of an engine's arguments and of file names there.
        return languages.All(language => language.Length is > 0 and <= 32 && language.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            ? languages : throw Wrong(name, "must name languages as tesseract does, for example eng");
    }

    private static ProblemException Wrong(string name, string what) => ProblemException.BadRequest("invalid_option", $"The option '{name}' {what}.");
}
