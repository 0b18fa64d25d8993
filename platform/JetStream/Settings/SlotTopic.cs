namespace DaprProcessing.JetStream;

/// <summary>
/// <c>png.created#2</c> is the subject <c>png.created</c> once more. daprd hands an app one message at a time for each topic it
/// subscribes to, and takes a topic only once; so an app that works on several at a time gives it several names.
/// </summary>
internal static class SlotTopic
{
    private const char Mark = '#';

    public static string Subject(string topic)
    {
        var mark = topic.LastIndexOf(Mark);
        return mark > 0 && mark + 1 < topic.Length && topic.AsSpan(mark + 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? topic[..mark]
            : topic;
    }
}
