using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DaprProcessing.Charts.Tests.Tools;

/// <summary>
/// As much of a cluster's API as kubectl asks for to read, annotate, scale and patch: Deployments and Secrets of one namespace,
/// kept in memory. Nothing controls them.
/// </summary>
internal sealed class ClusterApi : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly Task _served;

    public ClusterApi()
    {
        Address = $"http://127.0.0.1:{TestKit.FreePort.Next()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _served = ServeAsync();
    }

    public string Address { get; }

    public void AddDeployment(string name, int replicas) => _objects[$"deployments/{name}"] = new JsonObject
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "documents", ["resourceVersion"] = "1" },
        ["spec"] = new JsonObject { ["replicas"] = replicas, ["template"] = new JsonObject { ["spec"] = new JsonObject() } },
    };

    public void AddSecret(string name, params (string Key, string Value)[] data) => _objects[$"secrets/{name}"] = new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "documents", ["resourceVersion"] = "1" },
        ["data"] = new JsonObject(data.Select(pair => KeyValuePair.Create(
            pair.Key, (JsonNode?)Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value))))),
    };

    public int Replicas(string deployment) => (int)_objects[$"deployments/{deployment}"]["spec"]!["replicas"]!;

    /// <summary>Whether its pods were told to be made anew.</summary>
    public bool WasRestarted(string deployment) =>
        _objects[$"deployments/{deployment}"]["spec"]!["template"]!["metadata"]?["annotations"]?
            ["kubectl.kubernetes.io/restartedAt"] is not null;

    public string Secret(string name, string key) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((string)_objects[$"secrets/{name}"]["data"]![key]!));

    public void Dispose()
    {
        _listener.Close();
        _served.Wait();
    }

    private static JsonObject Resources(string version, params (string Name, string Kind, string? Group)[] resources) => new()
    {
        ["kind"] = "APIResourceList",
        ["groupVersion"] = version,
        ["resources"] = new JsonArray([.. resources.Select(resource => new JsonObject
        {
            ["name"] = resource.Name,
            ["singularName"] = "",
            ["namespaced"] = true,
            ["kind"] = resource.Kind,
            ["group"] = resource.Group,
            ["version"] = resource.Group is null ? null : "v1",
            ["verbs"] = new JsonArray("get", "list", "patch"),
        })]),
    };

    /// <summary>RFC 7386, as <c>application/merge-patch+json</c>; for these objects the strategic one is the same.</summary>
    private static void Merge(JsonObject into, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is JsonObject inner && into[key] is JsonObject known)
            {
                Merge(known, inner);
            }
            else
            {
                into[key] = value?.DeepClone();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await _listener.GetContextAsync();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(call.Request.InputStream);
            var answer = Answer(call.Request.Url!.AbsolutePath, await reader.ReadToEndAsync());
            call.Response.StatusCode = answer is null ? 404 : 200;
            call.Response.ContentType = "application/json";
            call.Response.Close(
                Encoding.UTF8.GetBytes((answer ?? new JsonObject { ["kind"] = "Status", ["code"] = 404 }).ToJsonString()), true);
        }
    }

    private JsonObject? Answer(string path, string body) => path switch
    {
        "/api" => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
        "/apis" => JsonNode.Parse(
            """
            {"kind": "APIGroupList", "apiVersion": "v1", "groups": [{"name": "apps",
             "versions": [{"groupVersion": "apps/v1", "version": "v1"}],
             "preferredVersion": {"groupVersion": "apps/v1", "version": "v1"}}]}
            """)!.AsObject(),
        "/api/v1" => Resources("v1", ("secrets", "Secret", null)),
        "/apis/apps/v1" => Resources(
            "apps/v1", ("deployments", "Deployment", null), ("deployments/scale", "Scale", "autoscaling")),
        _ when path.Split("/namespaces/documents/") is [_, var rest] => Object(rest.Split('/'), body),
        _ => null,
    };

    private JsonObject? Object(string[] path, string body)
    {
        if (path is [var kind])
        {
            return new JsonObject
            {
                ["apiVersion"] = "apps/v1",
                ["kind"] = "DeploymentList",
                ["metadata"] = new JsonObject(),
                ["items"] = new JsonArray(
                    [.. _objects.Where(pair => pair.Key.StartsWith($"{kind}/", StringComparison.Ordinal))
                        .Select(pair => pair.Value.DeepClone())]),
            };
        }

        if (!_objects.TryGetValue($"{path[0]}/{path[1]}", out var found))
        {
            return null;
        }

        if (body.Length > 0)
        {
            // A change of the scale has the shape of what it changes.
            Merge(found, JsonNode.Parse(body)!.AsObject());
        }

        return path is not [_, _, "scale"] ? found : new JsonObject
        {
            ["apiVersion"] = "autoscaling/v1",
            ["kind"] = "Scale",
            ["metadata"] = found["metadata"]!.DeepClone(),
            ["spec"] = new JsonObject { ["replicas"] = found["spec"]!["replicas"]!.DeepClone() },
        };
    }
}
