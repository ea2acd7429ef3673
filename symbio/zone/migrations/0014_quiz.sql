-- The quiz of a workshop: its questions, whether phones may answer now, and what they answered.

CREATE TABLE room_quiz (
    room_id BIGINT NOT NULL,
    phase VARCHAR NOT NULL CHECK (phase IN ('before', 'after', 'closed')),
    PRIMARY KEY (room_id)
);

CREATE TABLE room_question (
    room_id BIGINT NOT NULL,
    place BIGINT NOT NULL,  -- from 1
    question_tr VARCHAR NOT NULL,
    question_en VARCHAR NOT NULL,
    answers_tr VARCHAR NOT NULL,  -- a line each, in the same order as in English
    answers_en VARCHAR NOT NULL,
    right_answer BIGINT NOT NULL,  -- line of the right one, from 1
    PRIMARY KEY (room_id, place)
);

CREATE TABLE room_answer (
    room_id BIGINT NOT NULL,
    phase VARCHAR NOT NULL CHECK (phase IN ('before', 'after')),
    pair VARCHAR NOT NULL,  -- hash of the phone's cookie, another one than on its cards: names no firm
    chosen VARCHAR NOT NULL,  -- lines of the answers chosen, from 1, with blanks between; 0 for none
    PRIMARY KEY (room_id, phase, pair)
);
