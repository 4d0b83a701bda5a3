using Hatchery.Core.Registry;
using Hatchery.Server.Storage;

namespace Hatchery.Server.Tests.Storage;

/// <summary>The contract on SQLite, in a folder of its own.</summary>
public sealed class SqliteRegistryTests : RegistryContract
{
    readonly string folder = Directory.CreateTempSubdirectory("hatchery-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    protected override IRegistry Open() => SqlRegistry.Open(new SqliteDialect(Path.Combine(folder, "hatchery.db")));
}
