namespace DaprProcessing.JetStream;

/// <summary>The <c>err_code</c> values this component decides on.</summary>
internal static class JetStreamErrorCodes
{
    public const int ConsumerNotFound = 10014;
    public const int NoMessageFound = 10037;
    public const int StreamNameInUse = 10058;
    public const int StreamNotFound = 10059;
    public const int StreamStoreFailed = 10077;
    public const int MessageTooLarge = 10054;
    public const int WorkQueueConsumerNotUnique = 10100;
    public const int WorkQueueMultipleUnfiltered = 10099;
}
