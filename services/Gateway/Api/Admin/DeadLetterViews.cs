using System.Text;
using System.Text.Unicode;
using DaprProcessing.Contracts.Messages;

namespace DaprProcessing.Gateway.Api.Admin;

/// <param name="NextCursor">Give it back as <c>cursor</c> for the letters after these; absent at the end.</param>
internal sealed record DeadLetterList(IReadOnlyList<DeadLetterView> DeadLetters, string? NextCursor);

/// <summary>A message that nobody could read.</summary>
/// <param name="Service">Who got it.</param>
/// <param name="Topic">Where it was published.</param>
/// <param name="Body">As text, where it is some; only where one letter is asked for.</param>
/// <param name="BodyBase64">As bytes, where it is no text.</param>
internal sealed record DeadLetterView(
    string Id, DateTimeOffset At, string Service, string Topic, string Reason, string ContentType, int SizeBytes,
    string? Body = null, string? BodyBase64 = null)
{
    public static DeadLetterView Of(DeadLetter letter) => new(
        letter.Id, letter.At, letter.Service, letter.Topic, letter.Reason, letter.ContentType, letter.Body.Length);

    public static DeadLetterView Whole(DeadLetter letter) => Of(letter) with
    {
        Body = Utf8.IsValid(letter.Body.Span) ? Encoding.UTF8.GetString(letter.Body.Span) : null,
        BodyBase64 = Utf8.IsValid(letter.Body.Span) ? null : Convert.ToBase64String(letter.Body.Span),
    };
}
