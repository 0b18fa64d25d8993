using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Gateway.Limits;

namespace DaprProcessing.Gateway.Compatibility.Results;

/// <summary>Answers with the result of a task, in the form that its request asked for.</summary>
internal sealed class TaskAnswer(
    ResultReader reader, ConvertAnswer convert, ChunkAnswer chunk, ZipAnswer zip, DocumentRoom room)
{
    public async Task WriteAsync(HttpResponse response, TaskState state, CancellationToken cancellationToken)
    {
        if (!state.HasSucceeded)
        {
            // Clients know a failed task by the beginning of this sentence.
            throw new DetailException(
                StatusCodes.Status404NotFound, "Task result not found. Please wait for a completion status.");
        }

        var (task, results) = (state.Task, await reader.ReadAsync(state, cancellationToken));
        using var taken = await room.EnterAsync(results.Sum(result => result.DocumentBytes), cancellationToken);
        if (task.Delivery?.PutUrl is not null)
        {
            await response.WriteAsJsonAsync(
                TaskCounts.Of(state).ToJson(results.Sum(result => result.Seconds)), Wire.Options, "application/json",
                cancellationToken);
        }
        else if (task.IsAnsweredAsZip)
        {
            await zip.WriteAsync(response, task, results, cancellationToken);
        }
        else if (task.Chunking is not null)
        {
            response.ContentType = "application/json";
            await chunk.WriteAsync(response.Body, task, results, cancellationToken);
        }
        else
        {
            await convert.WriteAsync(response, task, results[0], cancellationToken);
        }
    }
}
