using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.DeadLetters;

/// <summary>What the gateway, which publishes nothing itself, asks for by service invocation.</summary>
internal static class DeadLetterCommands
{
    public static void MapDeadLetterCommands(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/dead-letters/{id}/replay", ReplayAsync);

    // Published before it is dropped: one that is cut off in between is there, and may be replayed again.
    private static async Task<IResult> ReplayAsync(
        string id, DeadLetterStore letters, DaprClient dapr, CancellationToken cancellationToken)
    {
        if (await letters.FindAsync(id, cancellationToken) is not { } letter)
        {
            return Results.NotFound();
        }

        await dapr.PublishByteEventAsync(
            DaprNames.PubSub, letter.Topic, letter.Body, letter.ContentType,
            new Dictionary<string, string> { ["cloudevent.type"] = letter.Topic }, cancellationToken);
        await letters.DropAsync(id, cancellationToken);
        return Results.NoContent();
    }
}
