namespace DaprProcessing.Platform.Objects;

/// <summary>How objects are written that the sidecar does not take.</summary>
public enum LargeWrites
{
    /// <summary>Straight to S3: daprd's binding presigns GET only.</summary>
    S3,

    /// <summary>By a presigned PUT from the binding; only the local runtime's storage has one.</summary>
    Presigned,
}
