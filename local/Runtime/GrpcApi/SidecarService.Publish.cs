using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using DaprProcessing.Local.Runtime.Protos.Sidecar;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <content>PublishEvent and BulkPublishEvent.</content>
internal sealed partial class SidecarService
{
    public override async Task<Empty> PublishEvent(PublishEventRequest request, ServerCallContext context)
    {
        var call = new PublishCall(
            request.PubsubName, request.Topic, request.Data.Memory, request.DataContentType, request.Metadata,
            context.GetHttpContext().Trace());
        await services.Publisher.PublishAsync(AppId(context), call, context.CancellationToken);
        return new Empty();
    }

    public override Task<BulkPublishResponse> BulkPublishEventAlpha1(BulkPublishRequest request, ServerCallContext context) =>
        BulkPublishEvent(request, context);

    public override async Task<BulkPublishResponse> BulkPublishEvent(BulkPublishRequest request, ServerCallContext context)
    {
        if (request.Entries.Any(entry => entry.EntryId.Length == 0)
            || request.Entries.DistinctBy(entry => entry.EntryId).Count() != request.Entries.Count)
        {
            throw ApiException.Malformed("every entry needs an entry_id of its own");
        }

        var trace = context.GetHttpContext().Trace();
        var calls = request.Entries.Select(entry => new PublishCall(
            request.PubsubName, request.Topic, entry.Event.Memory, entry.ContentType,
            Over(request.Metadata, entry.Metadata), trace)).ToList();
        var failures = await services.Publisher.PublishManyAsync(
            AppId(context), request.PubsubName, request.Topic, calls, context.CancellationToken);
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
