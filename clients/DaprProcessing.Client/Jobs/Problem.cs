namespace DaprProcessing.Client;

/// <summary>Why a request was refused or a job failed, in words for programs and for people.</summary>
/// <param name="Code">Stable and in snake_case, for example <c>password_required</c>.</param>
/// <param name="Category">What kind of trouble it is: <c>policy</c>, <c>capacity</c>, <c>timeout</c>, <c>internal</c> …</param>
/// <param name="Message">One sentence.</param>
/// <param name="Retryable">The same again may succeed later.</param>
public sealed record Problem(string Code, string Category, string Message, bool Retryable);
