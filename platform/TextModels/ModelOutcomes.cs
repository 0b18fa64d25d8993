using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.TextModels;

/// <summary>Why a model that has answered has not answered the question: each for itself, none to be tried again.</summary>
public static class ModelOutcomes
{
    public static FailureException Truncated(string engine, ModelQuestion question) => new(new Failure(
        FailureCodes.EngineAnswerTruncated,
        $"{engine} has run out of tokens before the end of its answer: {question.IfTruncated}."));

    public static FailureException Blocked(string engine, string reason) => new(new Failure(
        FailureCodes.EngineAnswerBlocked, $"{engine} does not read this text: {Quoted(reason)}."));

    public static FailureException Invalid(string engine, Exception? error = null) => new(
        new Failure(FailureCodes.EngineAnswerInvalid, $"{engine} gave an answer that cannot be read."), error);

    // A reason is the server's word: a name, or a sentence of a model.
    private static string Quoted(string reason) => reason.Length <= 200 ? reason : $"{reason[..200]}…";
}
