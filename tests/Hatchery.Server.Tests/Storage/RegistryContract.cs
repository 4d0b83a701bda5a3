using System.Globalization;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

/// <summary>
/// What every registry keeps to, one file per noun. A backend runs it by one class that opens an empty registry of its own.
/// </summary>
public abstract partial class RegistryContract : IAsyncLifetime
{
    protected static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    protected IRegistry Registry { get; private set; } = null!;

    /// <summary>A new registry over a database that is empty the first time, and the same one afterwards.</summary>
    protected abstract IRegistry Open();

    public ValueTask InitializeAsync()
    {
        Registry = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task ReopenAsync()
    {
        await Registry.DisposeAsync();
        Registry = Open();
    }

    protected Task Write(Action<IRegistryTransaction> body) => Write(tx =>
    {
        body(tx);
        return 0;
    });

    protected Task<T> Write<T>(Func<IRegistryTransaction, T> body) => Registry.TransactAsync(body, TestContext.Current.CancellationToken);

    protected ValueTask<T> Read<T>(Func<IRegistryTransaction, T> read) => Registry.ReadAsync(read, TestContext.Current.CancellationToken);

    /// <summary>What a transaction told its listeners.</summary>
    protected async Task<IReadOnlyList<RegistryChange>> ChangesOf(Action<IRegistryTransaction> body)
    {
        IReadOnlyList<RegistryChange> heard = [];
        void Listen(IReadOnlyList<RegistryChange> changes) => heard = changes;
        Registry.Committed += Listen;
        await Write(body);
        Registry.Committed -= Listen;
        return heard;
    }

    protected async Task<AwsError> Refused(Action<IRegistryTransaction> body, AwsErrorCode code)
    {
        var error = await Assert.ThrowsAsync<AwsError>(() => Write(body));
        Assert.Equal(code, error.Code);
        return error;
    }

    /// <summary>All items of a list, page by page, each page in a snapshot of its own; <paramref name="between"/> runs after the first.</summary>
    protected async Task<List<T>> Walk<T>(
        Func<IRegistryTransaction, PageRequest, Page<T>> list, int size = 2, bool ascending = true, Func<Task>? between = null)
    {
        var items = new List<T>();
        string? after = null;
        do
        {
            var page = await Read(tx => list(tx, new PageRequest(size, after, ascending)));
            Assert.InRange(page.Items.Count, after is null ? 0 : 1, size);
            items.AddRange(page.Items);
            after = page.Next;
            if (between is not null)
            {
                await between();
                between = null;
            }
        }
        while (after is not null);
        return items;
    }

    /// <summary>Both directions, at sizes that end within, at and beyond the list.</summary>
    protected async Task Lists<T>(Func<IRegistryTransaction, PageRequest, Page<T>> list, params T[] expected)
    {
        for (var size = 1; size <= expected.Length + 1; size++)
        {
            Assert.Equal(expected, await Walk(list, size));
            Assert.Equal(expected.Reverse(), await Walk(list, size, ascending: false));
        }
    }

    protected static CertificateId Id(int n) => new(n.ToString("x64", CultureInfo.InvariantCulture));

    protected static PolicyTarget Target(int n) => PolicyTarget.Certificate(Id(n));

    protected static PolicyTarget Target(string group) => PolicyTarget.ThingGroup(new ThingGroupName(group));

    protected static DeviceCertificate Certificate(int n, CertificateStatus status = CertificateStatus.Active) => new()
    {
        Id = Id(n),
        Pem = $"pem of {n}\n",
        Status = status,
        CreatedAt = Now,
        ModifiedAt = Now,
        NotBefore = Now,
        NotAfter = Now.AddYears(26),
    };

    protected static Thing Thing(string name, string? type = null, params (string Name, string Value)[] attributes) => new(
        new ThingName(name),
        $"id of {name}",
        type is null ? null : new ThingTypeName(type),
        attributes.ToDictionary(a => a.Name, a => a.Value),
        1,
        Now);

    protected static ThingType ThingType(string name) => new(new ThingTypeName(name), $"id of {name}", null, [], Now);

    protected static ThingGroup Group(string name, string? parent = null) => new(
        new ThingGroupName(name),
        $"id of {name}",
        parent is null ? null : new ThingGroupName(parent),
        null,
        new Dictionary<string, string>(),
        1,
        Now);
}
