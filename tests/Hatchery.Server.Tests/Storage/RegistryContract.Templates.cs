using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    static readonly TemplateName T = new("fleet");

    [Fact]
    public async Task A_template_comes_back_as_it_was_stored_with_version_1()
    {
        await Write(tx => tx.Templates.Insert(Template("fleet"), "{ body }"));
        Assert.Equal(Template("fleet"), await Read(tx => tx.Templates.Find(T)));
        Assert.Equal(new ProvisioningTemplateVersion(T, 1, "{ body }", true, Now), await Read(tx => tx.Templates.FindVersion(T, 1)));
        Assert.Equal((1, 1), await Read(tx => (tx.Templates.Count(), tx.Templates.CountVersions(T))));
        Assert.Null(await Read(tx => tx.Templates.Find(new TemplateName("none"))));
    }

    [Fact]
    public async Task A_template_name_is_taken_once()
    {
        await Write(tx => tx.Templates.Insert(Template("fleet"), "{}"));
        var error = await Refused(tx => tx.Templates.Insert(Template("fleet"), "{}"), AwsErrorCode.ResourceAlreadyExists);
        Assert.Equal("Template with name fleet already exists", error.Message);
    }

    [Fact]
    public async Task An_update_replaces_all_but_name_type_and_creation()
    {
        await Write(tx =>
        {
            tx.Templates.Insert(Template("fleet"), "{}");
            tx.Templates.InsertVersion(T, "two", setAsDefault: false, Now);
        });
        var updated = Template("fleet") with
        {
            Description = "new",
            Enabled = false,
            ProvisioningRoleArn = "arn:other",
            Hook = new PreProvisioningHook("https://hook", "2020-04-01"),
            DefaultVersionId = 2,
            Settings = new TemplateSettings(DeviceKeyType.EcP384, 90),
            ModifiedAt = Now.AddSeconds(1),
        };
        await Write(tx => tx.Templates.Update(updated));
        Assert.Equal(updated, await Read(tx => tx.Templates.Find(T)));
        Assert.True((await Read(tx => tx.Templates.FindVersion(T, 2)))!.IsDefault);
    }

    [Fact]
    public async Task Template_versions_count_up_and_are_never_given_twice()
    {
        await Write(tx => tx.Templates.Insert(Template("fleet"), "one"));
        Assert.Equal(
            new ProvisioningTemplateVersion(T, 2, "two", false, Now),
            await Write(tx => tx.Templates.InsertVersion(T, "two", setAsDefault: false, Now)));
        await Write(tx => tx.Templates.DeleteVersion(T, 2));
        Assert.Equal(3, (await Write(tx => tx.Templates.InsertVersion(T, "three", setAsDefault: true, Now))).VersionId);
        Assert.Equal(3, (await Read(tx => tx.Templates.Find(T)))!.DefaultVersionId);
        await Lists(
            (tx, page) => tx.Templates.Versions(T, page),
            new ProvisioningTemplateVersion(T, 1, "one", false, Now), new ProvisioningTemplateVersion(T, 3, "three", true, Now));
        Assert.Null(await Read(tx => tx.Templates.FindVersion(T, 2)));
        await Refused(tx => tx.Templates.InsertVersion(new TemplateName("none"), "x", setAsDefault: false, Now), AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task A_deleted_template_takes_its_versions_along()
    {
        await Write(tx => tx.Templates.Insert(Template("fleet"), "{}"));
        Assert.True(await Write(tx => tx.Templates.Delete(T)));
        Assert.False(await Write(tx => tx.Templates.Delete(T)));
        Assert.Null(await Read(tx => tx.Templates.FindVersion(T, 1)));
        Assert.Equal(0, await Read(tx => tx.Templates.Count()));
    }

    [Fact]
    public async Task Templates_are_listed_by_name()
    {
        string[] names = ["c", "a", "b"];
        await Write(tx => Array.ForEach(names, name => tx.Templates.Insert(Template(name), "{}")));
        await Lists((tx, page) => tx.Templates.List(page), Template("a"), Template("b"), Template("c"));
    }

    [Fact]
    public async Task A_template_that_is_made_changed_or_deleted_is_told()
    {
        List<RegistryChange> heard = [];
        Registry.Committed += heard.AddRange;

        await Write(tx => tx.Templates.Insert(Template("fleet"), "{}"));
        await Write(tx => tx.Templates.Update(Template("fleet") with { Enabled = false }));
        await Write(tx => tx.Templates.Delete(T));

        Assert.Equal(Enumerable.Repeat(new RegistryChange(RegistryChangeKind.Template, "fleet"), 3), heard);
    }

    static ProvisioningTemplate Template(string name) =>
        new(new TemplateName(name), null, true, "arn:aws:iam::000000000000:role/r", null, "FLEET_PROVISIONING", 1, Now, Now);
}
