using Google.Protobuf;
using Common = Dapr.Proto.Common.V1;

namespace Dapr.Client;

/// <summary>Keys, values and options in their wire form.</summary>
internal static class StateItems
{
    public static Common.StateItem Create(
        string key, ByteString? value, string? etag, StateOptions? options, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var item = new Common.StateItem { Key = key, Value = value ?? ByteString.Empty };
        if (etag is not null)
        {
            item.Etag = new Common.Etag { Value = etag };
        }

        if (options is not null)
        {
            item.Options = new Common.StateOptions { Concurrency = Concurrency(options.Concurrency), Consistency = Consistency(options.Consistency) };
        }

        foreach (var (name, text) in metadata ?? [])
        {
            item.Metadata[name] = text;
        }

        return item;
    }

    public static Common.StateOptions.Types.StateConsistency Consistency(ConsistencyMode? mode) => mode switch
    {
        ConsistencyMode.Eventual => Common.StateOptions.Types.StateConsistency.ConsistencyEventual,
        ConsistencyMode.Strong => Common.StateOptions.Types.StateConsistency.ConsistencyStrong,
        _ => Common.StateOptions.Types.StateConsistency.ConsistencyUnspecified,
    };

    private static Common.StateOptions.Types.StateConcurrency Concurrency(ConcurrencyMode? mode) => mode switch
    {
        ConcurrencyMode.FirstWrite => Common.StateOptions.Types.StateConcurrency.ConcurrencyFirstWrite,
        ConcurrencyMode.LastWrite => Common.StateOptions.Types.StateConcurrency.ConcurrencyLastWrite,
        _ => Common.StateOptions.Types.StateConcurrency.ConcurrencyUnspecified,
    };
}
