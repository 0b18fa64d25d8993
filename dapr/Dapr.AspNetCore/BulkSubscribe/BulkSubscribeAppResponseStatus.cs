namespace Dapr.AspNetCore;

/// <summary>What to do with a message of a bulk delivery; the names are those of the wire.</summary>
public enum BulkSubscribeAppResponseStatus
{
    /// <summary>It is done.</summary>
    SUCCESS,

    /// <summary>Deliver it again.</summary>
    RETRY,

    /// <summary>Give it up.</summary>
    DROP,
}
