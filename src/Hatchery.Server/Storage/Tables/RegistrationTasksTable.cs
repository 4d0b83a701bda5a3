using System.Data.Common;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class RegistrationTasksTable(SqlSession session, ChangeLog changes) : IRegistrationTasks
{
    const string Columns = """
        task_id, template_body, input_bucket, input_key, role_arn, status, message, created_at, modified_at,
        input_offset, lines, successes, failures, percentage, results_bytes, errors_bytes
        """;

    static readonly Statement New = new($"""
        INSERT INTO registration_tasks ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """);

    static readonly Statement ById = new($"SELECT {Columns} FROM registration_tasks WHERE task_id = $1");

    static readonly Statement FirstByStatus = new($"SELECT {Columns} FROM registration_tasks WHERE status = $1 ORDER BY id LIMIT 1");

    static readonly Statement CountByStatus = new("SELECT COUNT(*) FROM registration_tasks WHERE status = $1");

    static readonly Statement Replace = new("""
        UPDATE registration_tasks SET status = $2, message = $3, modified_at = $4, input_offset = $5, lines = $6,
            successes = $7, failures = $8, percentage = $9, results_bytes = $10, errors_bytes = $11
        WHERE task_id = $1
        """);

    static readonly PagedList All = PagedList.ByNumber("SELECT id, task_id FROM registration_tasks WHERE", "id");

    static readonly PagedList WithStatus = PagedList.ByNumber("SELECT id, task_id FROM registration_tasks WHERE status = $3 AND", "id");

    public void Insert(RegistrationTask task)
    {
        var progress = task.Progress;
        session.Write(
            New,
            task.Id.Value,
            task.TemplateBody,
            task.InputFileBucket,
            task.InputFileKey,
            task.RoleArn,
            $"{task.Status}",
            task.Message,
            task.CreatedAt.ToUnixTimeMilliseconds(),
            task.ModifiedAt.ToUnixTimeMilliseconds(),
            progress.Offset,
            progress.Lines,
            (long)progress.Successes,
            (long)progress.Failures,
            (long)progress.Percentage,
            progress.ResultsBytes,
            progress.ErrorsBytes);
        changes.Add(RegistryChangeKind.RegistrationTask, task.Id.Value);
    }

    public RegistrationTask? Find(RegistrationTaskId id) => session.Find(ById, Map, id.Value);

    public void Update(RegistrationTask task)
    {
        var progress = task.Progress;
        session.Write(
            Replace,
            task.Id.Value,
            $"{task.Status}",
            task.Message,
            task.ModifiedAt.ToUnixTimeMilliseconds(),
            progress.Offset,
            progress.Lines,
            (long)progress.Successes,
            (long)progress.Failures,
            (long)progress.Percentage,
            progress.ResultsBytes,
            progress.ErrorsBytes);
        if (task.Status == RegistrationTaskStatus.Cancelling)
        {
            changes.Add(RegistryChangeKind.RegistrationTask, task.Id.Value);
        }
    }

    public Page<RegistrationTaskId> List(PageRequest page) => All.Read(session, page, MapId);

    public Page<RegistrationTaskId> List(RegistrationTaskStatus status, PageRequest page) => WithStatus.Read(session, page, MapId, $"{status}");

    public RegistrationTask? First(RegistrationTaskStatus status) => session.Find(FirstByStatus, Map, $"{status}");

    public int Count(RegistrationTaskStatus status) => session.Count(CountByStatus, $"{status}");

    static RegistrationTaskId MapId(DbDataReader row) => new(row.GetString(1));

    static RegistrationTask Map(DbDataReader row) => new()
    {
        Id = new RegistrationTaskId(row.GetString(0)),
        TemplateBody = row.GetString(1),
        InputFileBucket = row.GetString(2),
        InputFileKey = row.GetString(3),
        RoleArn = row.GetString(4),
        Status = Enum.Parse<RegistrationTaskStatus>(row.GetString(5)),
        Message = row.TextOrNull(6),
        CreatedAt = row.Time(7),
        ModifiedAt = row.Time(8),
        Progress = new RegistrationTaskProgress(
            row.GetInt64(9), row.GetInt64(10), row.GetInt32(11), row.GetInt32(12), row.GetInt32(13), row.GetInt64(14), row.GetInt64(15)),
    };
}
