namespace DaprProcessing.Contracts.Messages;

/// <summary>A message that nobody could read, as an object at <c>_dead/{id}</c>.</summary>
/// <param name="Id">Newest first in the order of ids.</param>
/// <param name="Service">App id of who got it.</param>
/// <param name="Topic">Where it was published, and would be again.</param>
/// <param name="Reason">What is wrong with it, in a few words.</param>
/// <param name="ContentType">Of the body.</param>
public sealed record DeadLetter(
    string Id, DateTimeOffset At, string Service, string Topic, string Reason, string ContentType, ReadOnlyMemory<byte> Body);

/// <summary>What is published of a <see cref="DeadLetter"/>, for who watches the broker.</summary>
/// <param name="SizeBytes">Of the body, which is only in the object store.</param>
public sealed record DeadLetterNotice(
    string Id, DateTimeOffset At, string Service, string Topic, string Reason, long SizeBytes);
