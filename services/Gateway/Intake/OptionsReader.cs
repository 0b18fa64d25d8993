using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Options;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Webhooks;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Reads and checks the options of a job, <c>{"png-to-text":{"languages":["deu"]},"failOnPageError":true}</c>: those of the
/// pipeline's stages against their schemas, and a few of the job's own. What is wrong is named, with what would be right.
/// </summary>
internal sealed class OptionsReader(StageOptionSchemas schemas)
{
    /// <param name="json">A JSON object, or nothing for the defaults.</param>
    public (JobOptions Options, string? Password) Read(Pipeline pipeline, string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return Read(pipeline, (JsonElement?)null);
        }

        try
        {
            return Read(pipeline, StrictJson.Parse(json));
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
                case JobOptionSchemas.FailOnPageError:
                    job = job with { FailOnPageError = Flag(name, value) };
                    break;
                case JobOptionSchemas.CleanUpOnFailure:
                    job = job with { CleanUpOnFailure = Flag(name, value) };
                    break;
                case JobOptionSchemas.Password:
                    password = value.ValueKind == JsonValueKind.String ? value.GetString()
                        : throw new OptionException(name, "must be a text");
                    break;
                case JobOptionSchemas.Pages when JobOptionSchemas.HasPages(pipeline):
                    job = job with { Pages = PagesOf(name, value) };
                    break;
                case JobOptionSchemas.Webhook:
                    job = job with { Webhook = WebhookOption.Read(value) };
                    break;
                default:
                    if (!stages.TryTake(name, value))
                    {
                        var ofStages = pipeline.Participants.Where(stage => schemas.Find(stage) is not null);
                        var known = string.Join(
                            ", ", [.. ofStages, .. JobOptionSchemas.Of(pipeline).Select(option => option.Key)]);
                        throw new OptionException(name, $"is unknown to the pipeline '{pipeline.Name}'; known: {known}")
                        {
                            IsUnknown = true,
                        };
                    }

                    break;
            }
        }

        return (job with { Stages = stages.Taken() }, password);
    }

    private static PageSelection PagesOf(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && PageSelection.TryParse(value.GetString()!, out var pages) ? pages
            : throw new OptionException(name, "must name pages from 1 and spans of them, as in 1-5,8,12-");

    private static bool Flag(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new OptionException(name, "must be true or false"),
    };
}
