using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task A_registration_task_comes_back_as_it_was_stored()
    {
        var task = RegistrationTask("a");
        await Write(tx => tx.RegistrationTasks.Insert(task));
        Assert.Equal(task, await Read(tx => tx.RegistrationTasks.Find(task.Id)));
        Assert.Null(await Read(tx => tx.RegistrationTasks.Find(new RegistrationTaskId("b"))));

        var later = task with
        {
            Status = RegistrationTaskStatus.Failed,
            Message = "the disk is gone",
            Progress = new RegistrationTaskProgress(1L << 40, 1L << 35, 3, 4, 99, 1L << 41, 1L << 42),
            ModifiedAt = Now.AddSeconds(1),
        };
        await Write(tx => tx.RegistrationTasks.Update(later));
        await ReopenAsync();
        Assert.Equal(later, await Read(tx => tx.RegistrationTasks.Find(task.Id)));
    }

    [Fact]
    public async Task Registration_tasks_are_listed_in_the_order_of_their_start_and_by_status()
    {
        await Write(tx =>
        {
            tx.RegistrationTasks.Insert(RegistrationTask("c"));
            tx.RegistrationTasks.Insert(RegistrationTask("a", RegistrationTaskStatus.Completed));
            tx.RegistrationTasks.Insert(RegistrationTask("b"));
        });
        await Lists((tx, page) => tx.RegistrationTasks.List(page), TaskId("c"), TaskId("a"), TaskId("b"));
        await Lists((tx, page) => tx.RegistrationTasks.List(RegistrationTaskStatus.InProgress, page), TaskId("c"), TaskId("b"));
        Assert.Equal(TaskId("c"), (await Read(tx => tx.RegistrationTasks.First(RegistrationTaskStatus.InProgress)))!.Id);
        Assert.Null(await Read(tx => tx.RegistrationTasks.First(RegistrationTaskStatus.Failed)));
        Assert.Equal(2, await Read(tx => tx.RegistrationTasks.Count(RegistrationTaskStatus.InProgress)));
    }

    [Fact]
    public async Task Starting_and_stopping_a_registration_task_is_told_and_its_progress_is_not()
    {
        var task = RegistrationTask("a");
        Assert.Equal([new(RegistryChangeKind.RegistrationTask, "a")], await ChangesOf(tx => tx.RegistrationTasks.Insert(task)));
        Assert.Empty(await ChangesOf(tx => tx.RegistrationTasks.Update(task with { Progress = task.Progress with { Lines = 1 } })));
        Assert.Equal([new(RegistryChangeKind.RegistrationTask, "a")], await ChangesOf(tx => tx.RegistrationTasks.Update(task.Stop(isNext: true, Now))));
    }

    static RegistrationTaskId TaskId(string id) => new(id);

    static RegistrationTask RegistrationTask(string id, RegistrationTaskStatus status = RegistrationTaskStatus.InProgress) => new()
    {
        Id = TaskId(id),
        TemplateBody = "{}",
        InputFileBucket = "bucket",
        InputFileKey = "in/devices.jsonl",
        RoleArn = "arn:aws:iam::000000000000:role/bulk",
        Status = status,
        CreatedAt = Now,
        ModifiedAt = Now,
    };
}
