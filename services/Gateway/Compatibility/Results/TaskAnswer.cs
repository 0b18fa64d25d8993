using DaprProcessing.Gateway.Compatibility.Tasks;

namespace DaprProcessing.Gateway.Compatibility.Results;

/// <summary>Answers with the result of a task, in the form that its request asked for.</summary>
internal sealed class TaskAnswer(ResultReader reader, ConvertAnswer convert, ChunkAnswer chunk, ZipAnswer zip)
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
        if (task.IsAnsweredAsZip)
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
