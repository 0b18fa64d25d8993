using DaprProcessing.Contracts.Messages;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Workflows;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Gateway.Api.Admin;

/// <summary>Messages that nobody could read, of all services.</summary>
internal static class DeadLetterCalls
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    public static async Task<DeadLetterList> ListAsync(
        int? limit, string? cursor, DeadLetterStore letters, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit)
        {
            throw ProblemException.BadRequest("invalid_limit", $"limit takes a number from 1 to {MaxLimit}.");
        }

        if (cursor is not null && !DeadLetterKeys.IsWellFormed(cursor))
        {
            throw ProblemException.BadRequest("invalid_cursor", "cursor takes what an earlier answer gave as nextCursor.");
        }

        var found = new List<DeadLetterView>();
        await foreach (var letter in letters.ListAsync(cursor, cancellationToken))
        {
            found.Add(DeadLetterView.Of(letter));
            if (found.Count == (limit ?? DefaultLimit))
            {
                return new DeadLetterList(found, letter.Id);
            }
        }

        return new DeadLetterList(found, null);
    }

    public static async Task<DeadLetterView> GetAsync(string id, DeadLetterStore letters, CancellationToken cancellationToken) =>
        DeadLetterView.Whole(await FindAsync(id, letters, cancellationToken));

    public static async Task<IResult> ReplayAsync(
        string id, DeadLetterStore letters, OrchestratorClient orchestrator, CancellationToken cancellationToken)
    {
        await FindAsync(id, letters, cancellationToken);
        await orchestrator.ReplayAsync(id, cancellationToken);
        return Results.NoContent();
    }

    public static async Task<IResult> DropAsync(string id, DeadLetterStore letters, CancellationToken cancellationToken)
    {
        await FindAsync(id, letters, cancellationToken);
        await letters.DropAsync(id, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<DeadLetter> FindAsync(string id, DeadLetterStore letters, CancellationToken cancellationToken) =>
        await letters.FindAsync(id, cancellationToken) ?? throw new ProblemException(
            StatusCodes.Status404NotFound, "dead_letter_not_found", $"There is no dead letter '{id}'.");
}
