using System.Text.Json;
using Dapr.Common.Serialization;

namespace Dapr.Workflow.Serialization;

/// <summary>The default JSON under the workflow serializer's name.</summary>
[Obsolete("Use JsonDaprSerializer.")]
public sealed class JsonWorkflowSerializer : JsonDaprSerializer, IWorkflowSerializer
{
    public JsonWorkflowSerializer()
    {
    }

    public JsonWorkflowSerializer(JsonSerializerOptions options)
        : base(options)
    {
    }
}
