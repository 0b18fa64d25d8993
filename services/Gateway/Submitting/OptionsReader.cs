using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Options;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Submitting;

/// <summary>
/// Reads and checks the options of a job, <c>{"png-to-text":{"languages":["deu"]},"failOnPageError":true}</c>: those of the pipeline's
/// stages against their schemas, and a few of the job's own. What is wrong is named, with what would be right.
/// </summary>
internal sealed class OptionsReader(StageOptionSchemas schemas)
{
    private static readonly string[] OfJobs = ["cleanUpOnFailure", "failOnPageError", "password"];

    /// <param name="json">A JSON object, or nothing for the defaults.</param>
    public (JobOptions Options, string? Password) Read(Pipeline pipeline, string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return (new JobOptions(), null);
        }

        try
        {
            using var document = JsonDocument.Parse(json, StrictJson.Options);
            return Read(pipeline, document.RootElement);
        }
        catch (JsonException error)
        {
            throw ProblemException.BadRequest("malformed_options", $"The options are not valid JSON: {error.Message}");
        }
    }

    /// <param name="json">A JSON object, or nothing for the defaults.</param>
    public (JobOptions Options, string? Password) Read(Pipeline pipeline, JsonElement? json)
    {
        if (json is { ValueKind: not JsonValueKind.Object })
        {
            throw ProblemException.BadRequest("invalid_option", "The options must be a JSON object.");
        }

        try
        {
            return Read(pipeline, json?.EnumerateObject() ?? default);
        }
        catch (OptionException error)
        {
            throw ProblemException.BadRequest(error.IsUnknown ? "unknown_option" : "invalid_option", error.Message);
        }
    }

    private (JobOptions Options, string? Password) Read(Pipeline pipeline, JsonElement.ObjectEnumerator options)
    {
        var stages = new StageChoices(pipeline, schemas);
        var (job, password) = (new JobOptions(), (string?)null);
        foreach (var (name, value) in options.Select(option => (option.Name, option.Value)))
        {
            switch (name)
            {
                case "failOnPageError":
                    job = job with { FailOnPageError = Flag(name, value) };
                    break;
                case "cleanUpOnFailure":
                    job = job with { CleanUpOnFailure = Flag(name, value) };
                    break;
                case "password":
                    password = value.ValueKind == JsonValueKind.String ? Text(name, value) : throw new OptionException(name, "must be a text");
                    break;
                default:
                    if (!stages.TryTake(name, value))
                    {
                        var known = string.Join(", ", [.. pipeline.Stages.Where(stage => schemas.Find(stage) is not null), .. OfJobs]);
                        throw new OptionException(name, $"is unknown to the pipeline '{pipeline.Name}'; known: {known}") { IsUnknown = true };
                    }

                    break;
            }
        }

        return (job with { Stages = stages.Taken() }, password);
    }

    private static bool Flag(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new OptionException(name, "must be true or false"),
    };

    private static string Text(string name, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which no text can hold.
            throw new OptionException(name, "must be a text");
        }
    }
}
