using System.Text.Json;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.TextModels;

/// <summary>Asks a model, and makes something of its answer.</summary>
public static class TextModelAnswers
{
    /// <param name="read">Throws <see cref="JsonException"/> or <see cref="InvalidDataException"/> where the answer is not of
    /// the question's schema.</param>
    /// <exception cref="FailureException">There is no answer, not all of one, or not one of the schema.</exception>
    public static async Task<T> AskAsync<T>(
        this ITextModel model, ModelQuestion question, Func<string, T> read, CancellationToken cancellationToken)
    {
        var answer = await model.AskAsync(question, cancellationToken).ConfigureAwait(false);
        try
        {
            return read(answer);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or InvalidOperationException)
        {
            // Text that is no Unicode is an InvalidOperationException.
            throw ModelOutcomes.Invalid(model.Name, error);
        }
    }
}
