/** Where pull requests are: what godwit has to know of GitHub or GitLab, and nothing else. */

/** A comment on a pull request; its text is Markdown. */
export interface ReviewComment {
  readonly id: string;
  readonly body: string;
  /** It was written with the same identity that this run would write with. */
  readonly isOwn: boolean;
}

/** The pull request, or merge request, that a job is about. */
export interface Review {
  /** For people: `pull request 12`. */
  readonly name: string;
  comments(): Promise<readonly ReviewComment[]>;
  create(body: string): Promise<void>;
  update(id: string, body: string): Promise<void>;
}

export interface ReviewHost {
  /** The one that the job was started for, or that its commit was merged with; `undefined` when there is none. */
  findReview(): Promise<Review | undefined>;
  /** The commit that the changes under review are compared with. */
  readonly baseCommit: string | undefined;
  /** A file whose Markdown the host shows with the job. */
  readonly summaryFile: string | undefined;
  /** A file of `name=value` lines for later steps of the job. */
  readonly outputFile: string | undefined;
}
