using Dapr.Proto.Runtime.V1;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using Google.Protobuf.WellKnownTypes;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>PublishEvent and BulkPublishEvent.</summary>
internal static class PublishCalls
{
    public static void MapPublishCalls(this IEndpointRouteBuilder routes, Publisher publisher)
    {
        routes.MapDaprUnary<PublishEventRequest, Empty>("PublishEvent", async (request, context) =>
        {
            var call = new PublishCall(
                request.PubsubName, request.Topic, request.Data.Memory, request.DataContentType, request.Metadata, context.Trace());
            await publisher.PublishAsync(context.App().AppId, call, context.RequestAborted);
            return new Empty();
        });
        routes.MapDaprUnary<BulkPublishRequest, BulkPublishResponse>("BulkPublishEvent", (request, context) => PublishBulkAsync(request, context, publisher));
        routes.MapDaprUnary<BulkPublishRequest, BulkPublishResponse>("BulkPublishEventAlpha1", (request, context) => PublishBulkAsync(request, context, publisher));
    }

    private static async Task<BulkPublishResponse> PublishBulkAsync(BulkPublishRequest request, HttpContext context, Publisher publisher)
    {
        if (request.Entries.Any(entry => entry.EntryId.Length == 0) || request.Entries.DistinctBy(entry => entry.EntryId).Count() != request.Entries.Count)
        {
            throw ApiException.Malformed("every entry needs an entry_id of its own");
        }

        var calls = request.Entries.Select(entry => new PublishCall(
            request.PubsubName, request.Topic, entry.Event.Memory, entry.ContentType, Over(request.Metadata, entry.Metadata), context.Trace())).ToList();
        var failures = await publisher.PublishManyAsync(context.App().AppId, request.PubsubName, request.Topic, calls, context.RequestAborted);
        var response = new BulkPublishResponse();
        response.FailedEntries.AddRange(failures.Select(failure =>
            new BulkPublishResponseFailedEntry { EntryId = request.Entries[failure.Index].EntryId, Error = failure.Error }));
        return response;
    }

    private static Dictionary<string, string> Over(IDictionary<string, string> shared, IDictionary<string, string> own)
    {
        var merged = new Dictionary<string, string>(shared, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in own)
        {
            merged[name] = value;
        }

        return merged;
    }
}
